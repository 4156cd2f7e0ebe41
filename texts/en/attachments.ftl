# Files that a person sends.

media-no-draft = No form is being written, so this file cannot be taken. Please choose first:
media-not-here = That file cannot be used for this question. Please answer in writing or press a button.
media-received = ✓ The file has arrived and is being checked. Please go on.
media-button-again = Send again
media-one-of-album = The form takes one photo; the first of the album is being received.
media-refused-too_large =
    **{ $label }**
    The photo is larger than 10 MB (other files: 20 MB). Please send a smaller one.
media-refused-not_a_picture =
    **{ $label }**
    That file is not a picture. Please send the photo again.
media-refused-not_a_sound =
    **{ $label }**
    That file is not a recording. Please hold the microphone button to record, or send a sound file.
media-refused-not_a_video =
    **{ $label }**
    That file is not a video. Please record or choose a video and send it again.
media-refused-not_a_file =
    **{ $label }**
    That kind of file cannot be taken. Please send a Word or Excel file (without macros), a PDF, a text or a picture.
media-refused-heic =
    **{ $label }**
    A picture sent as a HEIC file cannot be opened on many devices. Please send it again as an ordinary photo, not "as a file".
media-refused-old_office =
    **{ $label }**
    Old Word and Excel files (.doc, .xls) name their author, which cannot be taken out. Please open the file, save it as PDF (or .docx, .xlsx) and send it again.
media-refused-locked =
    **{ $label }**
    The file has a password. Please remove it, or save the file as a PDF without a password, and send it again.
media-refused-not_cleaned =
    **{ $label }**
    Author, place and device could not be taken out of this file, so it was not taken. Please save a document as PDF; record sound or video in the messaging app itself; then send it again.
media-refused-not_fetched =
    **{ $label }**
    The file could not be fetched from the network. Please send it again.
media-no-draft-words = No form is open, so neither this file nor the words with it were taken. Please choose something first, then send it again:
media-voice-kept = ✓ The voice message is kept with the form and being checked. An officer listens to it and writes it down.
media-voice-full = The form has its three voice messages, or this question takes none, so this one was not taken. Please add it in writing, or send this form and begin another.
media-full = The form has all the photos that it takes, so this one was not taken.
media-album = ✓ Fetching the photos of this album ({ $count } at most). You can go on.
caption-kept = ✓ The words below the picture are saved as the answer to “{ $label }”.
caption-waits = The words below the picture do not answer this question. They are kept for the next one that takes words.
caption-gone = This picture has no words with it any more.
caption-command = A command below a picture is not carried out. Please send it as a message of its own.
caption-offer = What you wrote before: “{ $words }”
caption-button-use = Use those words
caption-unused = The words that you sent are in no answer yet. To use them, open an answer in words.
caption-not-taken = This question does not take those words.
media-words-only = Only written words can be taken here, no picture or file.
