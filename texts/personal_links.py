"""E-mail addresses, and links to or handles of individuals on social networks. Links to the press pass."""

from __future__ import annotations

import re
from functools import cache

from texts.personal_reading import Kind, Reading, Span, words

_AT = re.compile(r" {0,2}(?:@|\(at\)|\[at\]|\(a\)|\(?\ba (?:cong|moc)\b\)?) {0,2}")
_LOCAL = re.compile(r"[a-z0-9._%+-]{1,64}(?: [._] ?[a-z0-9_%+-]{1,63})?$")
_LABEL = re.compile(r"[a-z0-9-]{1,63}")
_DOT = re.compile(r"\.| ?[.,] ?|,| (?:cham|dot) ")
# Last parts of an address on the net that follow a blank, a comma or a spoken dot; after these nothing else goes on.
_ENDS = frozenset(("com", "vn", "net", "org", "edu", "gov", "info", "io", "me"))
_PROVIDERS = frozenset(("gmail", "yahoo", "hotmail", "outlook", "icloud", "ymail", "gmai", "mail", "email"))
_MAIL = re.compile(r"(?:mail|thu|hop thu)\b[^@\[\]\n]{0,40}$")
_HANDLE = re.compile(r"[a-z0-9_][a-z0-9_.]{2,40}")
_PROFILE = re.compile(
    r"(?<![a-z0-9@.-])(?:https?://)?(?:[a-z-]{1,12}\.)?"
    r"(?:facebook\.com|fb\.(?:com|me|watch)|messenger\.com/t|m\.me|zalo\.me|t\.me|telegram\.me|tiktok\.com|instagram\.com"
    r"|threads\.(?:net|com)|twitter\.com|x\.com|linkedin\.com/in|youtube\.com(?=/(?:@|c/|channel/|user/)))"
    r"/([^\s<>\"«»“”\[\]…][^\s<>\"«»“”\[\]]{0,2047})"
)
_LINK = re.compile(
    r"(?<![a-z0-9@.-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,12})(?![a-z0-9@-])(?:[/?#][^\s<>\"\[\]]*)?"
)
_TAIL = ".,;:!?)'’…"
_NAMED = re.compile(
    r"(?<![\w@.])(nick|nich|facebook|face|fb|zalo|tiktok|telegram|messenger)"
    r"((?: (?:ca nhan|nick|facebook|fb|zalo))?(?: ?:|(?: co)?(?: mang)? ten(?: la\b)?| cua\b)?) ?[\"“]?(?=[^\W\d_])"
)
_WORD = re.compile(r"[^\W\d_]+")
# "nick: hoatim_88", "tiktok ut.miet.vuon": a name as networks make them.
_MADE = re.compile(
    r"(?<![\w@.])(?:nick|nich|acc|tiktok|insta|instagram|tele|telegram|fb|face|facebook|zalo)"
    r"(?:(?: ?:)? (?:fb|face|zalo|tiktok|ten|id|la|acc|nick))*"
    r"(?: ?: ?| )[\"“]?([a-z]{2,20}[0-9]{0,4}(?:[._][a-z0-9]{2,20}){1,4}|[a-z]{4,20}[0-9]{2,8})(?![\w@/.]*[@/])(?!\w)"
)
_MADE_OF = re.compile("[._0-9]")
_HOST = re.compile(r"\.(?:com|vn|net|org|me|gov|edu)$")
_CROWD = re.compile(r"(?:nhom|hoi nhom|group|fanpage) (?:chat )?$")


def links(reading: Reading) -> tuple[list[Span], list[tuple[int, int]]]:
    """Personal spans, and the places of links to the press and public bodies, inside which nothing counts."""
    text = reading.folded
    found: list[Span] = []
    shielded: list[tuple[int, int]] = []
    if "." in text:
        for matched in _PROFILE.finditer(text):
            page = re.split(r"[/?#]", matched[1], maxsplit=1)[0].rstrip(_TAIL)
            end = matched.end() - len(matched[0]) + len(matched[0].rstrip(_TAIL))
            if page in words("public_pages"):
                shielded.append((matched.start(), end))
            else:
                found.append((matched.start(), end, Kind.PROFILE))
        shielded += [(matched.start(), matched.end()) for matched in _LINK.finditer(text) if _is_press(matched[1])]
    if any(sign in text for sign in ("@", "(at", "[at", "(a", "a cong", "a moc")):
        found += _addressed(text)
    if _MADE_OF.search(text):
        found += [(*made.span(1), Kind.PROFILE) for made in _MADE.finditer(text) if not _HOST.search(made[1])]
    return found + _named(reading), shielded


@cache
def _press() -> frozenset[str]:
    return frozenset(words("press"))


def _is_press(host: str) -> bool:
    parts = host.split(".")
    return any(".".join(parts[i:]) in _press() for i in range(len(parts) - 1))


def _addressed(text: str) -> list[Span]:
    found: list[Span] = []
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - 64), at.start())
        labels, last = _domain(text, at.end())
        if local and len(labels) > 1 and _is_address(text, local, at, labels):
            start = local.start() + len(local[0]) - len(local[0].lstrip(".%+- "))
            found.append((start, last - len(labels[-1]) + len(labels[-1].rstrip("-")), Kind.EMAIL))
        elif at[0].lstrip() == "@" and labels and labels[0] not in _PROVIDERS:
            found += _handled(text, at.end())
    return found


def _handled(text: str, start: int) -> list[Span]:
    handle = _HANDLE.match(text, start)
    before = text[start - 2 : start - 1]
    if handle is None or handle[0].endswith("bot") or (before and (before.isalnum() or before in "/.")):
        return []
    return [(start - 1, handle.start() + len(handle[0].rstrip(".")), Kind.PROFILE)]


def _domain(text: str, start: int) -> tuple[list[str], int]:
    """The parts of a domain that begins here, and its end: "gmail . com" and "gmail chấm com" too."""
    labels: list[str] = []
    end = start
    while len(labels) < 7 and (label := _LABEL.match(text, start)):
        dot = text[end:start]
        if labels and (dot != "." or labels[-1] in ("com", "vn", "net", "org")) and label[0] not in _ENDS:
            break
        labels.append(label[0])
        end = label.end()
        following = _DOT.match(text, end)
        if following is None:
            break
        start = following.end()
    return labels, end


def _is_address(text: str, local: re.Match[str], at: re.Match[str], labels: list[str]) -> bool:
    """Not a handle after a word ("hỏi @chu.vuon"), nor a title and a name ("a Công") without a spoken dot."""
    if not labels[-1][0].isalpha():
        return False
    if at[0].startswith(" ") and not at[0].endswith(" "):
        known = labels[-1] in _ENDS and any(sign.isdigit() for sign in local[0])
        return known or labels[0] in _PROVIDERS or (labels[-1] in _ENDS and _before(text, local.start()))
    return "@" in at[0] or "(" in at[0] or "[" in at[0] or labels[-1] in _ENDS


def _before(text: str, place: int) -> bool:
    return bool(_MAIL.search(text, max(0, place - 48), place))


def _named(reading: Reading) -> list[Span]:
    """ "nick fb Tuấn Mập Xóm Đình": the name under which an individual writes."""
    found: list[Span] = []
    for cue in _NAMED.finditer(reading.folded):
        if _CROWD.search(reading.folded, max(0, cue.start() - 12), cue.start()):
            continue
        start = end = cue.end()
        count = 0
        while count < 6 and (word := _WORD.match(reading.text, end + (count > 0))) and word[0][0].isupper():
            if count and reading.text[end] != " ":
                break
            end = word.end()
            count += 1
        sure = cue[1] in ("nick", "nich") or "ten" in cue[2] or "nick" in cue[2] or "cua" in cue[2]
        if count > (0 if sure else 1) and not _public(reading.folded[start:end]):
            found.append((start, end, Kind.PROFILE))
    return found


def _public(name: str) -> bool:
    return bool(
        re.match(
            r"(?:cong an|uy ban|ubnd|hdnd|hoi|doan|dang|bao|dai|thon|to|xa|phuong|truong|tinh|mat tran|so|ban|trung tam|benh vien"
            r"|viet nam|nhom|trang|va|tin|thong tin|cong ty|chinh phu|facebook|zalo|tiktok|youtube|bo|cuc|tram)\b",
            name,
        )
    )
