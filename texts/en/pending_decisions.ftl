# Words that are asked for outside a form: leaving the question, and why words are not taken.

decision-button-drop = Leave it
decision-dropped = Left out, nothing was written.
words-refused-empty = There are no words. Please write again.
words-refused-too-short = Too short to be understood. Please say more; nothing was sent.
words-refused-too-long = Too long: { $most } characters at most. Please shorten it; nothing was sent.
words-refused-personal = There seems to be personal data in it (a name, a number, an address…), so it was not kept. Please write again without naming anyone, and delete that message.
words-refused-report-sentence = These words repeat the report's and were not sent. Please use other, more general words.
words-refused-report-number = The question has a number or hour of the report and was not sent. Please leave that number out.
words-refused-report-place = The question names a precise place of the report and was not sent. Please ask about the area in general.
decision-missed = The last few messages could not be taken and nothing has changed. To leave it for now, choose **Leave it**.
