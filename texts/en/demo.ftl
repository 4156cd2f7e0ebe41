# The command langnghe demo.

demo-ready = Lắng Nghe is on trial here: { $address }
    Open that address in a browser. Ctrl-C ends it.
demo-sandbox-ended = The look-alike server has stopped unexpectedly, and the demo with it. Please run the command again.
