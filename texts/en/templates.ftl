# Templates of prompts: what was written, kept under a name.

template-title = **Templates of prompts.** Choose one to begin from.
template-none = There are no templates yet. The preview of a prompt has “Keep as template”.
template-hint = { $count ->
    [one] One template is kept
   *[other] { $count } templates are kept
 }. Press the button below to begin from one.
template-open = **{ $name }.** Used, it leaves the due day, the hour of sending, and whatever it does not keep or cannot be used any more to be chosen.
template-using = From the template { $name }. Nobody has been sent anything.
template-gone = That template is not there any more.
template-removed = ✓ The template { $name } is gone. Prompts that were sent stay as they are.
template-ask = Under which name? For example: Monthly content. A template keeps no days, no attachments, and nobody chosen by name, for having reported on an issue, or for not having answered a prompt. Keeping it sends nothing.
template-kept = ✓ The template { $name } is kept. Nobody has been sent the prompt.
template-draft-gone = The prompt that was being written is gone, so no template was kept.
template-refused-empty = A name needs letters. Please write another one.
template-refused-named = There is a template of this name. Please write another one.
template-refused-full = There are { $most } templates already. Take one away before you keep another.
template-button-keep = Keep as template
template-button-list = Templates
template-button-use = Write from it
template-button-remove = Take it away
