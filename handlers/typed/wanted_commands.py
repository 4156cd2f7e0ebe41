"""Commands that do what a sentence of somebody's own asks for."""

from __future__ import annotations

from handlers.typed.intents import Intent

COMMANDS = {
    Intent.WRITE: "/baocao",
    Intent.URGENT: "/khan",
    Intent.OWN: "/cuatoi",
    Intent.FIX: "/cuatoi",
    Intent.LATER: "/dung",
    Intent.HELP: "/trogiup",
    Intent.PERSON: "/hoi",
    Intent.QUIT: "/stop",
    Intent.MENU: "/menu",
}
"""Commands that do what a sentence asks for."""

OFFICE = {
    Intent.PROGRESS: "/tiendo",
    Intent.COMPOSE: "/soan",
    Intent.ALERTS: "/canhbao",
    Intent.MEMBERS: "/thanhvien",
    Intent.NEW_REPORTS: "/baocaomoi",
    Intent.ISSUES: "/vande",
    Intent.DIGEST: "/tonghop",
    Intent.HOURS: "/giohen",
    Intent.DUTY: "/lichtruc",
    Intent.FORMS: "/mauphieu",
    Intent.BOARD: "/baocaoban",
    Intent.REQUESTS: "/loinho",
}
"""Commands that do what an officer or a leader asks for."""
LEADERS = {
    Intent.ALERTS: "/ykien",
    **dict.fromkeys((Intent.ISSUES, Intent.NEW_REPORTS, Intent.PROGRESS), OFFICE[Intent.DIGEST]),
}
"""Commands that do it for a leader, where the officers' are not theirs: urgent matters, and what stands in the digest."""
