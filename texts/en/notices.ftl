# Nobody could be told at any address: for the officer whose words they were.

untold-author-question = The author of { $about } has not got the question. It is kept and sent as soon as they can be reached.
untold-report-returned = The author of { $about } has not heard that it was sent back. It is kept and sent as soon as they can be reached.
untold-contact-question = Issue { $about }: the contact has not got the question. It is kept and sent as soon as they can be reached; another one can be asked.
untold-leader-answer = Urgent matter { $about }: the leader has not got the answer. It is kept and sent as soon as they can be reached.
untold-directive = Urgent matter { $about }: the officer has not got your word. It is kept and sent as soon as they can be reached.
untold-help-answer = { $about } has not got the answer. It is kept and sent as soon as they can be reached.
