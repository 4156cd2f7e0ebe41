"""E-mail addresses, and links to or handles of individuals on social networks. Links to the press pass."""

from __future__ import annotations

import re
from functools import cache

from texts.personal_reading import Kind, Reading, Span, words

_AT = re.compile(r" ?(?:@|\(at\)|\[at\]) ?")
_LOCAL = re.compile(r"[a-z0-9._%+-]{1,64}$")
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(?:[.,][a-z0-9-]{1,63}){0,6}")
_HANDLE = re.compile(r"[a-z0-9_][a-z0-9_.]{2,40}")
_PROFILE = re.compile(
    r"(?<![a-z0-9@.-])(?:https?://)?(?:[a-z-]{1,12}\.)?"
    r"(?:facebook\.com|fb\.(?:com|me|watch)|messenger\.com/t|m\.me|zalo\.me|t\.me|telegram\.me|tiktok\.com|instagram\.com"
    r"|threads\.(?:net|com)|twitter\.com|x\.com|linkedin\.com/in|youtube\.com(?=/(?:@|c/|channel/|user/)))"
    r"/([^\s<>\"«»“”\[\]]{1,2048})"
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
_CROWD = re.compile(r"(?:nhom|hoi nhom|group|fanpage) (?:chat )?$")


def links(reading: Reading) -> tuple[list[Span], list[tuple[int, int]]]:
    """What is found, and the places of links to the press and public bodies, inside which nothing counts."""
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
    if "@" in text or "at" in text:
        found += _addressed(text)
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
        domain = _DOMAIN.match(text, at.end())
        lopsided = at[0].startswith(" ") and not at[0].endswith(" ")
        if local and domain and not lopsided and re.search("[.,][a-z]", domain[0]):
            start = local.start() + len(local[0]) - len(local[0].lstrip(".%+-"))
            end = domain.end() - len(domain[0]) + len(domain[0].rstrip("-"))
            found.append((start, end, Kind.EMAIL))
        elif at[0].lstrip() == "@" and (handle := _HANDLE.match(text, at.end())):
            start = at.end() - 1
            if handle[0].endswith("bot"):
                continue
            if start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "/."):
                found.append((start, handle.start() + len(handle[0].rstrip(".")), Kind.PROFILE))
    return found


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
