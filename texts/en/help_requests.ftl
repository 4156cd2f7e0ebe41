# Asking an officer, and the answer.

request-button-ask = Ask an officer
request-button-again = Ask again
request-button-send = Send to an officer
request-button-drop = Do not send
request-button-reply = Answer
request-button-reply-to = Reply { $number }: { $name }
request-ask-how = What do you need? Write one message here, an officer of the board will read it. Please leave out names and phone numbers of the public.
request-offer-absence = Nobody has this message yet. Send it to an officer, who can arrange things while you are away?
request-offer-moved = Nobody has this message yet. Send it to an officer, who can change the list?
request-dropped = Dropped. Nobody got that message.
request-gone = That message was sent or dropped before.
request-sent = ✓ Your request is kept. The answer will come here.
request-sent-nobody = ✓ Your request is kept. No officer can be told just now; they will see it in their menu.
request-too-many = { $most } earlier requests of yours have no answer yet, so no more is kept. If it is urgent, press **Report something urgent**.
request-asked = **{ $name }** ({ $unit }) asks for help:
    { $words }
request-answered = An officer answers:
    { $words }
request-list = Requests without an answer: { $count }
request-list-none = No request is waiting.
request-reply-how = Answer **{ $name }**: write it here.
request-answered-before = Somebody has answered this request.
request-reply-sent = ✓ The answer is kept and on its way.
request-reply-unreached = The answer is kept; who asked cannot be told just now and gets it as soon as that is possible.
