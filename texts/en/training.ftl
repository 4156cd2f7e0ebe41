# Training: reports are marked, and in no figure.

training-title = **Training.** Until the end of the day, their reports are marked, staff read them and urgent matters reach the officer on duty; they are in no figure, digest or evaluation.
training-none = Nobody is in training.
training-line = • { $name }: until the end of { $day } (by { $by })
training-button-show = In training
training-button-add = Add somebody in training
training-button-end = End training: { $name }
training-ask = Please write the name or code of a unit or a person, then until which day. For example: Hoàng An until { $until }
training-refused-shape = It is not clear who, or until which day. Please write, for example: Hoàng An until { $until }
training-begun = ✓ { $name }: in training until the end of { $day }.
training-told = You are in training until the end of { $day }: report as everybody does; what you send is marked and in no figure.
training-ended = ✓ { $name }: training is over, reports sent from now on count as everybody's do.
training-ended-still = ✓ { $name }: this time of training is over, but another goes on, so they are still in training.
training-told-ended = Your training is over, earlier than you were told: what you send from now on counts as everybody's does.
training-gone = That training is over.
training-mark = in training, not counted
