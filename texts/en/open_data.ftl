# Open data: coded answers go to a server, once two officers have agreed.

open-data-none = There is no server for open data. The administrator names one in LANGNGHE_OPEN_DATA_URL.
open-data-off = Server { $server }: nothing is sent at present. Once two officers agree, the coded answers of reports go there once a day. No words, sounds, names or report numbers go, pictures only where an officer lets them; places and choices of fewer than 3 reporters are left out or named by the unit above.
open-data-wanted = **{ $name }** asks for the coded answers of reports to go to { $server } once a day, until somebody stops it. No words, sounds, names or report numbers go, pictures only where an officer lets them.
open-data-wanted-own = You have asked for open data to go to { $server }. Another officer is to agree, within a day.
open-data-on = Open data go to { $server }. **{ $first }** asked for it, **{ $second }** agreed. The server has taken { $taken ->
        [one] 1 report
       *[other] { $taken } reports
    }.
open-data-away = ⏰ The server has taken nothing since { $since }. Lắng Nghe tries again.
open-data-refused = The server does not take { $count ->
        [one] 1 report
       *[other] { $count } reports
    }:
open-data-refused-line = • { $number }: { $words }
open-data-waits = A request to send open data waits for a second officer, for a day. Read it: /dulieumo
open-data-asked = Your request is noted and other officers were told. Nothing goes until one of them agrees, within a day.
open-data-asked-nobody = Your request is noted, but no other officer could be told. Have one of them send /dulieumo.
open-data-agreed = Noted: you agree. Open data will go once a day. To stop it: /dulieumo
open-data-ended = Stopped: nothing more is sent. What the server has taken stays there.
open-data-over = This is not waiting any more. See how it stands: /dulieumo
open-data-told-refused = The open data server does not take { $count ->
        [one] 1 report
       *[other] { $count } reports
    }. No other report is held up.
open-data-told-away = Open data could not be sent: the server does not answer. Lắng Nghe tries again and sends nothing twice.
open-data-told-account = Open data could not be sent: the server refuses our account. Please have the administrator look at LANGNGHE_OPEN_DATA_USER or LANGNGHE_OPEN_DATA_TOKEN.
open-data-told-rubbish = Open data could not be sent: what answers at this address is no server of ODK or KoboToolbox. Please have the administrator look at LANGNGHE_OPEN_DATA_URL.
open-data-told-failed = Open data could not be sent, by a fault of Lắng Nghe. It tries again; the administrator finds the fault in the program's log.
open-data-told-lapsed = Open data are sent no more: one of the two who agreed is no officer any longer. Two officers are to agree anew: /dulieumo
open-data-button-show = Show open data
open-data-button-ask = Ask to send
open-data-button-agree = Agree to send
open-data-button-refuse = Do not agree
open-data-button-end = Stop sending
