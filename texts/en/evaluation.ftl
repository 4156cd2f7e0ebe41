# The evaluation of a quarter: completeness and timeliness.

evaluation-own = **Your evaluation**
evaluation-line = • Quarter { $quarter }: asked { $asked } times, answered { $answered }, of these in time { $intime }.
evaluation-line-none = • Quarter { $quarter }: nothing has come due yet.
evaluation-rule = How it is counted: only whether there was an answer, and whether it came in time; nothing to report is an answer. What came due while its receiver was in training or not to be reminded, or never reached them, is left out. No volume, no ranking, nothing of what a report says.
evaluation-button-object = Object to quarter { $quarter }
evaluation-object-ask = What is not right about quarter { $quarter }? Please write a few words for an officer.
evaluation-object-lead = About the evaluation of quarter { $quarter }:
evaluation-object-kept = ✓ What you say of quarter { $quarter } is kept for an officer. When one answers, it comes here.
evaluation-which = The evaluation of which quarter?
evaluation-button-sheet = Quarter { $quarter }
evaluation-making = Making the evaluation of quarter { $quarter }.
evaluation-nobody = There are no collaborators on the roster yet.
evaluation-title = Evaluation of quarter { $quarter }: completeness and timeliness
evaluation-sheet = Evaluation
evaluation-column-unit = Unit
evaluation-column-code = Code
evaluation-column-name = Name
evaluation-column-asked = Asked
evaluation-column-answered = Answered
evaluation-column-in-time = In time
evaluation-column-completeness = Answered, share
evaluation-column-timeliness = In time, share
