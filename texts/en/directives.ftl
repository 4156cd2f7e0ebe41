# Directives: what a leader says of an urgent matter, and what its officer answers.

directive-button-list = Say what to do
directive-list = **❗ Not verified**
directive-line = • Urgent matter no. { $number } · { $time } · { $state }
directive-state-open = waiting for the officer on duty
directive-state-taken = taken by the officer on duty
directive-none = No urgent matter is open.
directive-closed = This urgent matter is closed, or was taken back.
directive-button-one = Matter no. { $number }
directive-button-known = Noted
directive-button-opinion = Give an opinion
directive-button-check = Have it checked
directive-noted = It is noted that you know of this.
directive-opinion-how = Your opinion on urgent matter no. { $number }:
directive-check-how = What is to be checked in urgent matter no. { $number }:
directive-sent = Your words are noted and on their way to the officer in charge. When the officer answers, you will hear it here.
directive-check-sent = Noted: the officer in charge is being asked to check it by { $at } on { $day }. When the officer answers, you will hear it here.
directive-unreached = It is noted with this urgent matter. No officer can be reached now; whoever opens the matter can read it.
directive-given-known = { $name } knows of urgent matter no. { $number } ({ $time }).
directive-given-opinion = **{ $name }** on urgent matter no. { $number } ({ $time }):

    { $words }
directive-given-check = **{ $name }** wants urgent matter no. { $number } ({ $time }) checked by { $at } on { $day }:

    { $words }
directive-due-check = Due by { $at } on { $day } and not answered yet: **{ $name }** wants urgent matter no. { $number } ({ $time }) checked:

    { $words }
directive-button-answer = Answer the leader
directive-answer-how = Your answer to the leader about urgent matter no. { $number }, once. Please say nothing of who reported it, and do not copy the report's words:
directive-answer-sent = Your answer is noted and on its way to the leader.
directive-answer-unreached = Your answer is kept; the leader cannot be reached now and gets it as soon as that is possible.
directive-answered-before = This was answered before, or is no longer waiting for you.
directive-answered = The officer in charge answers about urgent matter no. { $number } ({ $time }):

    { $words }
directive-line-named = • Urgent matter no. { $number } · { $time } · { $place } · { $state } (not verified): { $words }
