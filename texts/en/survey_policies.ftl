policy-button-of = Its policy
policy-button-new = Add a policy
policy-button-show = See the policy
policy-button-day = Enter the day of issue
policy-button-compare = Before and after it was issued
policy-choose = Which policy does **{ $survey }** ask about?
policy-none = **{ $survey }** belongs to no policy. Once it does, opinions before and after the policy can be compared.
policy-ask = Please write the policy's title, then the document's number and the day of issue if there are any, each on its line. For example:
    Price of clean water in 2027
    Resolution 12/NQ-HĐND
    05/12/2026
policy-attached = ✓ The survey belongs to this policy now.
policy-gone = This policy is gone, or is not of a unit that you serve.
policy-card = **{ $title }** – { $issued }
policy-card-document = Document: { $document }
policy-issued = issued on { $day }
policy-issued-later = to be issued on { $day }
policy-issued-unknown = day of issue not entered
policy-before-it = Surveys before it: { $surveys }
policy-after-it = Surveys after it: { $surveys }
policy-other-it = Surveys that are neither before nor after: { $surveys }
policy-day-ask = On which day is the policy issued? For example: 05/12/2026
policy-day-again = Please write a day, for example: 05/12/2026
policy-day-kept = ✓ Day of issue: { $day }.
policy-not-comparable = They cannot be compared yet. It takes a survey closed before the day of issue and one opened from that day on and closed, of the same unit, of people drawn alike, with a question that is the same word for word and enough answers for numbers to be given.
policy-compared = **{ $title }** (issued on { $issued }): **{ $before }** was before, **{ $after }** is now.
policy-no-cause = That they differ does not say that the policy is the cause.
