# The risk of an issue, and watching it until a day.

assessment-button-risk = Assess the risk
assessment-button-watch = Watch until a day…
assessment-likelihood = How likely is it to spread or to grow worse?
assessment-consequence = If it does, how much harm would it do?
assessment-level-1 = Low
assessment-level-2 = Medium
assessment-level-3 = High
assessment-why = Why do you judge so? Send a sentence or two:
assessment-watch-how = Until which day is it watched, and why? Example: 25/11: waiting for the department's inspection
assessment-no-day = Please begin with a day that is to come, then say why. Example: 25/11: waiting for the department's inspection
assessment-kept = ✓ Noted.
assessment-risk-low = **Low** risk (likelihood: { $likelihood }, consequence: { $consequence }) · { $name } { $day }: { $why }
assessment-risk-medium = **Medium** risk (likelihood: { $likelihood }, consequence: { $consequence }) · { $name } { $day }: { $why }
assessment-risk-high = ❗ **High** risk (likelihood: { $likelihood }, consequence: { $consequence }) · { $name } { $day }: { $why }
assessment-watched = Watched until { $until } · { $name } { $day }: { $why }
assessment-watch-ended = The time of watching issue { $number } is over: { $title }. Please raise it, close it, or watch on.
