"""Personal data in an answer: its author is shown it, and masks it with one tap or says why not (privacy 1)."""

from __future__ import annotations

import json

from channels.messages import Keyboard
from forms.entry.draft import Verdict
from forms.model.types import Type
from handlers.filling.format_answer import shorten
from handlers.filling.open_draft import OpenDraft
from handlers.filling.question_card import Card
from texts.catalogue import Catalogue
from texts.personal import Found, Kind, find, mask
from texts.rich import RichText

REASONS = ("not_personal", "needed")  # why something stays as it was
_LISTED = 6
_BLANK = RichText("\n\n")


def look(filling: OpenDraft, ref: str) -> bool:
    """True if an answer that was just taken holds something personal: its author is asked about it before going on."""
    _decide(filling, ref)
    scanned = filling.draft.form.field(ref).kind is Type.TEXT and find(filling.draft.value(ref))
    if scanned:
        filling.state.undecided.insert(0, ref)
    return bool(scanned)


def ask(card: Card, filling: OpenDraft, lead: RichText | None = None) -> tuple[RichText, Keyboard]:
    """The card that shows what was found. The page of a person is never kept: it can only be masked or written anew."""
    t = card.t
    text = filling.draft.value(filling.undecided)
    found = find(text)
    if card.typed_only:  # what is written there stays for good: kinds only
        kinds = dict.fromkeys(t.text(f"personal-kind-{passage.kind}") for passage in found)
        lines = [t("personal-line-masked", kind=kind) for kind in kinds]
    else:
        lines = [
            t(
                "personal-line",
                kind=t.text(f"personal-kind-{passage.kind}"),
                text=shorten(text[passage.start : passage.end], 60),
            )
            for passage in found[:_LISTED]
        ]
    if len(found) > _LISTED and not card.typed_only:
        lines.append(t("personal-more", count=len(found) - _LISTED))
    refused = _refused(found)
    how = t("personal-how-refused" if refused else "personal-how")
    parts = [*([lead] if lead else []), t("personal-found"), RichText.join("\n", lines), how]
    keyboard = [(card.button("personal-button-mask", "form.mask"),)]
    if not refused:
        keyboard += [
            (card.button(f"personal-button-{why.replace('_', '-')}", "form.keep", n),) for n, why in enumerate(REASONS)
        ]
    return RichText.join(_BLANK, parts), (*keyboard, (card.button("fill-button-later", "form.later"),))


def conceal(filling: OpenDraft, t: Catalogue, ref: str) -> Verdict:
    """Masks what was found. Where the verdict is not ok the answer stays as it is, and is still asked about."""
    text = filling.draft.value(ref)
    verdict = filling.draft.put(ref, mask(text, find(text), {kind: t.text(f"personal-mask-{kind}") for kind in Kind}))
    if verdict.ok:
        _decide(filling, ref)
        filling.draft.mark(ref, "masked")
    return verdict


def keep(filling: OpenDraft, ref: str, reason: int) -> bool:
    """Leaves the answer as it is, with the reason. False: there is no such reason, or it may not stay."""
    if not 0 <= reason < len(REASONS) or _refused(find(filling.draft.value(ref))):
        return False
    _decide(filling, ref)
    filling.state.kept[ref] = REASONS[reason]
    return True


def decided(filling: OpenDraft) -> str | None:
    """Decisions in the whole draft, as a report keeps it; None where nothing was found."""
    draft = filling.draft
    masked = draft.marked("masked")
    kept = {ref: why for ref, why in filling.state.kept.items() if draft.relevant(ref) and draft.value(ref)}
    return json.dumps({"masked": masked, "kept": kept}) if masked or kept else None


def recall(filling: OpenDraft, decisions: str | None) -> None:
    """Recall the decisions in a report that is opened again."""
    if decisions is None:
        return
    stored = json.loads(decisions)
    for ref in stored["masked"]:
        filling.draft.mark(ref, "masked")
    filling.state.kept.update(stored["kept"])


def _decide(filling: OpenDraft, ref: str) -> None:
    """Decide anew: earlier questions and decisions about an answer count no more."""
    filling.state.kept.pop(ref, None)
    if ref in filling.state.undecided:
        filling.state.undecided.remove(ref)


def _refused(found: tuple[Found, ...]) -> bool:
    return any(passage.kind is Kind.PROFILE for passage in found)
