"""Sounds and films lose who, where and with what, and nothing of what is heard and seen (privacy 10)."""

from __future__ import annotations

import io
import struct
import wave
from base64 import b64encode

import pytest

from tests.uploads.files import (
    OPUS,
    VORBIS,
    aac,
    box,
    crc,
    element,
    flac,
    flac_frame,
    movie,
    mp3,
    ogg,
    page,
    vorbis_comments,
    wav,
    webm,
)
from tests.uploads.marks import MARK, marks_in
from uploads.errors import Unfit
from uploads.identify import checked

M = MARK.encode()
WIDE = b"\xff\xfe" + MARK.encode("utf-16-le")


def id3v2(version: int = 4) -> bytes:
    """Every kind of frame with a text in it, a picture and a place."""
    frames = b""
    for name, inside in (
        (b"TPE1", b"\3" + M),
        (b"TIT2", b"\1" + WIDE),
        (b"TSSE", b"\0" + M),
        (b"TXXX", b"\3location\0" + M),
        (b"COMM", b"\0vie\0" + M),
        (b"PRIV", b"owner\0" + M),
        (b"GEOB", b"\0text/plain\0a\0b\0" + M),
        (b"APIC", b"\0image/jpeg\0\3\0\xff\xd8\xff\xe1" + M),
    ):
        size = len(inside)
        written = bytes(size >> shift & 127 for shift in (21, 14, 7, 0)) if version == 4 else size.to_bytes(4)
        frames += name + written + b"\0\0" + inside
    return b"ID3" + bytes([version, 0, 0]) + bytes(len(frames) >> shift & 127 for shift in (21, 14, 7, 0)) + frames


def apev2() -> bytes:
    items = b"".join(struct.pack("<II", len(M), 0) + key + b"\0" + M for key in (b"Artist", b"Location"))
    ends = [
        struct.pack("<8sIII", b"APETAGEX", 2000, len(items) + 32, 2) + struct.pack("<I", flag) + bytes(8)
        for flag in (0xA0000000, 0x80000000)
    ]
    return ends[0] + items + ends[1]


ID3V1 = b"TAG" + M[:30].ljust(30, b"\0") + M[:30].ljust(95, b"\0")
LYRICS = b"LYRICSBEGINAUT00033" + M + b"000000042LYRICS200"


def xing() -> bytes:
    """A first frame that is an index, with LAME's own behind it."""
    head = b"\xff\xfb\x90\x00" + bytes(32) + b"Info" + struct.pack(">III", 3, 4, 1668)
    return (head + b"LAME3.100" + M + bytes(4)).ljust(417, b"\0")


@pytest.mark.parametrize(
    "content",
    [
        id3v2() + mp3() + apev2() + LYRICS + ID3V1,
        id3v2(3) + id3v2() + bytes(60) + mp3(),
        mp3() + id3v2() + mp3() + ID3V1,
        xing() + mp3(),
    ],
    ids=["tags around", "tags before", "tags between", "an index"],
)
def test_mp3_keeps_its_frames_alone(content: bytes) -> None:
    assert marks_in(content)
    kept = checked(content, "audio").content
    assert marks_in(kept) == [] and b"LAME3" not in kept and M[:20] not in kept
    assert kept.replace(mp3()[:417], b"") in (b"", kept[:417])
    assert kept.count(mp3()[:417]) == content.count(mp3()[:417])
    assert checked(kept, "audio").content == kept


def test_an_index_of_mp3_keeps_its_figures() -> None:
    index = (
        xing()[:36] + b"Info" + struct.pack(">III", 3, 4, 1668) + b"LAME3.100".ljust(21, b"\7") + b"\x24\x05\x10" + M
    )
    kept = checked(index.ljust(417, b"\0") + mp3(), "audio").content
    assert kept[36:52] == index[36:52], "how many frames and bytes"
    assert kept[52 + 21 : 52 + 24] == b"\x24\x05\x10", "how much silence"
    assert not any(kept[56 : 52 + 21]) and not any(kept[52 + 24 : 417])


def test_aac_and_amr_keep_their_frames_alone() -> None:
    assert checked(id3v2() + aac() + ID3V1, "audio").content == aac()
    frames = b"#!AMR\n" + (b"\x3c" + bytes(31)) * 2
    assert checked(frames + M, "audio").content == frames
    wide = b"#!AMR-WB\n" + (b"\x04" + bytes(17)) * 3
    assert checked(wide + b"\xff" + M, "audio").content == wide


def riff(*chunks: tuple[bytes, bytes], form: int = 1) -> bytes:
    body = b"WAVE"
    for kind, inside in chunks:
        body += kind + struct.pack("<I", len(inside)) + inside + bytes(len(inside) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_wave_keeps_its_samples_alone() -> None:
    with wave.open(io.BytesIO(wav())) as sound:
        samples = bytes(range(256)) * 6
        form = struct.pack("<HHIIHH", 1, 1, sound.getframerate(), 16000, 2, 16)
    content = riff(
        (b"JUNK", M),
        (b"bext", M.ljust(602, b"\0")),
        (b"fmt ", form),
        (b"LIST", b"INFOIART" + struct.pack("<I", len(M)) + M + b"ICRD" + M),
        (b"iXML", b"<BWFXML><LOCATION>" + M + b"</LOCATION></BWFXML>"),
        (b"id3 ", id3v2()),
        (b"data", samples),
        (b"_PMX", M),
        (b"cart", M),
    )
    kept = checked(content + M, "audio").content
    assert marks_in(kept) == [] and len(kept) == 44 + len(samples)
    with wave.open(io.BytesIO(kept)) as sound:
        assert (sound.getframerate(), sound.readframes(9999)) == (8000, samples)
    assert checked(kept, "audio").content == kept


def test_wave_whose_samples_may_hide_tags_is_refused() -> None:
    mp3_within = riff((b"fmt ", struct.pack("<HHIIHHH", 0x55, 1, 8000, 1000, 1, 0, 0)), (b"data", id3v2() + mp3()))
    with pytest.raises(Unfit, match=r"^not_cleaned$"):
        checked(mp3_within, "audio")


def test_wave_of_a_recorder_that_was_cut_off_keeps_what_there_is() -> None:
    form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    for said in (0, 0xFFFFFFFF):
        cut = riff((b"fmt ", form)) + b"data" + struct.pack("<I", said) + b"samples."
        assert checked(cut, "audio").content.endswith(b"data\x08\0\0\0samples.")


COMMENTS = vorbis_comments(
    f"ARTIST={MARK}",
    f"LOCATION={MARK}",
    "METADATA_BLOCK_PICTURE=" + b64encode(M * 30).decode(),
    vendor=MARK,
)
SETUP = b"\x05vorbis" + bytes(range(256)) * 300  # more than one page
SPEEX = b"Speex   " + M[:20] + struct.pack("<13I", 1, 80, 8000, 0, 4, 1, 0, 160, 0, 1, 1, 0, 0)
STREAM = flac()[4:42]


@pytest.mark.parametrize(
    ("head", "about"),
    [
        (OPUS + M, (b"OpusTags" + COMMENTS + M,)),
        (VORBIS, (b"\x03vorbis" + COMMENTS + b"\1" + M, SETUP[:60000])),
        (SPEEX, (COMMENTS, M)),
        (b"\x7fFLAC\1\0\0\2fLaC\0" + STREAM[1:], (b"\4" + len(COMMENTS).to_bytes(3) + COMMENTS, b"\x86\0\0\x21" + M)),
    ],
    ids=["opus", "vorbis", "speex", "flac"],
)
def test_ogg_keeps_its_sound_alone(head: bytes, about: tuple[bytes, ...]) -> None:
    content = ogg(head, *about)
    assert M[:20] in content
    kept = checked(content, "audio").content
    assert marks_in(kept) == [] and M[:20] not in kept
    assert b"one packet of sound" in kept
    assert checked(kept, "audio").content == kept
    sums = [kept[at + 22 : at + 26] for at in pages_of(kept)]
    assert sums == [page_sum(kept, at) for at in pages_of(kept)], "players look at the checksums"
    assert [struct.unpack_from("<I", kept, at + 18)[0] for at in pages_of(kept)] == list(range(len(sums)))


def test_ogg_keeps_a_large_setup_over_several_pages() -> None:
    about = page(0, 0, 1, b"\x03vorbis" + COMMENTS + b"\1")
    packet, number, rest = SETUP, 2, b""
    while packet:
        part, packet = packet[: 255 * 255], packet[255 * 255 :]
        lacing = b"\xff" * (len(part) // 255) + (bytes([len(part) % 255]) if not packet else b"")
        rest += (
            b"OggS\0"
            + bytes([number > 2])
            + bytes(8)
            + struct.pack("<III", 7, number, 0)
            + bytes([len(lacing)])
            + lacing
            + part
        )
        number += 1
    kept = checked(page(2, 0, 0, VORBIS) + about + rest + page(4, 960, number, b"sound"), "audio").content
    assert marks_in(kept) == []
    assert (
        b"".join(body_of(kept, at) for at in pages_of(kept))
        == VORBIS + b"\x03vorbis" + bytes(8) + b"\1" + SETUP + b"sound"
    )


def test_ogg_loses_its_description_of_streams_and_what_lies_between_pages() -> None:
    skeleton = page(2, 0, 0, b"fishead\0" + M, serial=9) + page(4, 0, 1, b"fisbone\0" + M, serial=9)
    kept = checked(skeleton + M + ogg() + M, "audio").content
    assert marks_in(kept) == [] and kept == checked(ogg(), "audio").content


def pages_of(content: bytes) -> list[int]:
    found, at = [], 0
    while at < len(content):
        assert content[at : at + 4] == b"OggS"
        found.append(at)
        at += 27 + content[at + 26] + len(body_of(content, at))
    return found


def body_of(content: bytes, at: int) -> bytes:
    lacing = content[at + 27 : at + 27 + content[at + 26]]
    start = at + 27 + len(lacing)
    return content[start : start + sum(lacing)]


def page_sum(content: bytes, at: int) -> bytes:
    whole = content[at : at + 27 + content[at + 26] + len(body_of(content, at))]
    return struct.pack("<I", crc(whole[:22] + bytes(4) + whole[26:], 32, 0x104C11DB7))


FRAMES = b"".join(flac_frame(number) for number in range(3))


@pytest.mark.parametrize("around", [(b"", b""), (id3v2(), ID3V1), (b"", apev2()), (b"", apev2() + ID3V1)])
def test_flac_keeps_its_frames_alone(around: tuple[bytes, bytes]) -> None:
    seek = (3, bytes(18))
    content = around[0] + flac((1, M), (2, b"riff" + M), (4, COMMENTS), (5, M * 20), seek, (6, M), (126, M)) + around[1]
    kept = checked(content, "audio").content
    assert marks_in(kept) == [] and kept == flac(seek)


def test_flac_that_goes_on_with_something_else_ends_at_its_last_certain_frame() -> None:
    kept = checked(flac() + M, "audio").content
    assert marks_in(kept) == [] and kept.endswith(flac_frame(1))
    with pytest.raises(Unfit, match=r"^not_cleaned$"):
        checked(flac(frames=1) + M, "audio")


def vorbis_told() -> bytes:
    comments = b"\x03vorbis" + COMMENTS + b"\1"
    return b"\2\x1e" + b"\xff" * (len(comments) // 255) + bytes([len(comments) % 255]) + VORBIS + comments + SETUP[:500]


@pytest.mark.parametrize("live", [False, True], ids=["whole", "live"])
@pytest.mark.parametrize("accept", ["audio", "video"])
def test_webm_keeps_what_is_heard_and_seen_alone(accept: str, live: bool) -> None:
    info = b"".join(element(kind, M) for kind in ("7ba9", "4461", "4d80", "5741", "73a4", "7384", "3e83bb"))
    tag = element("7373", element("63c0"), element("67c8", element("45a3", b"ARTIST"), element("4487", M)))
    attached = element("61a7", element("466e", M), element("4660", b"image/jpeg"), element("465c", M))
    chapters = element("1043a770", element("45b9", element("b6", element("80", element("85", M)))))
    more = element("1254c367", tag) + element("1941a469", attached) + chapters + element("ec", M) + element("bf", M[:4])
    names = element("536e", M) + element("258688", M) + element("22b59c", b"vie")
    content = webm(b"V_VP9" if accept == "video" else b"A_OPUS", info=info, more=more, track=names, live=live)
    kept = checked(content, accept).content
    assert marks_in(content) and marks_in(kept) == [] and M[:8] not in kept
    assert len(kept) == len(content), "no position changes"
    assert kept.count(b"seen and heard") == content.count(b"seen and heard")
    assert b"vie" in kept and checked(kept, accept).content == kept


def test_webm_empties_the_comments_of_its_codecs() -> None:
    kept = checked(webm(b"A_VORBIS", track=element("63a2", vorbis_told())), "audio").content
    assert marks_in(kept) == [] and VORBIS in kept and SETUP[:500] in kept
    kept = checked(webm(b"A_FLAC", track=element("63a2", flac((4, COMMENTS), (6, M), frames=0))), "audio").content
    assert marks_in(kept) == [] and flac(frames=0)[8:42] in kept


def test_webm_loses_tracks_that_are_neither_seen_nor_heard() -> None:
    gps = element("ae", element("d7", b"\2"), element("73c5", b"\2"), element("83", b"\x21"), element("86", b"D_GPS"))
    positions = element(
        "1f43b675",
        element("e7", b"\0"),
        element("a3", b"\x82\0\0\x80" + M),
        element("a0", element("a1", b"\x82\0\0\0" + M)),
    )
    content = webm(more=element("1654ae6b", gps) + positions)
    kept = checked(content, "video").content
    assert marks_in(kept) == [] and b"seen and heard" in kept


@pytest.mark.parametrize("brand", [b"isom", b"qt  "])
def test_a_film_forgets_the_names_of_handlers_and_compressors_and_its_dates(brand: bytes) -> None:
    name = M[:31]
    dated = struct.pack(">IIIII", 0, 3_800_000_000, 3_800_000_000, 1, 1000)
    picture = box(
        b"avc1",
        bytes(6),
        b"\0\1",
        bytes(4),
        M[:4],
        bytes(12),
        bytes(12),
        b"\0\1",
        b"\x1f" + name,
        bytes(4),
        box(b"avcC", b"how to play"),
        box(b"uuid", M),
    )
    table = box(
        b"stbl",
        box(b"stsd", bytes(4), b"\0\0\0\1", picture),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 1, 1)),
        box(b"stsz", bytes(4), struct.pack(">II", 4, 1)),
        box(b"stco", bytes(4), struct.pack(">II", 1, 24)),
        box(b"udta", M),
    )
    places = box(b"dinf", box(b"dref", bytes(4), b"\0\0\0\1", box(b"alis", bytes(4), M)))
    handler = box(b"hdlr", bytes(4), b"mhlr", b"vide", b"samM", bytes(8), M)
    media = box(
        b"mdia",
        box(b"mdhd", dated, bytes(4)),
        handler,
        box(b"minf", box(b"vmhd", bytes(12)), places, table),
        box(b"udta", M),
    )
    moov = box(b"moov", box(b"mvhd", dated, bytes(80)), box(b"trak", box(b"tkhd", dated, bytes(64)), media))
    content = box(b"ftyp", brand, bytes(4)) + box(b"mdat", b"seen") + moov
    kept = checked(content, "video").content
    assert marks_in(kept) == [] and name not in kept and (3_800_000_000).to_bytes(4) not in kept
    assert b"how to play" in kept and b"seen" in kept and len(kept) == len(content)
    assert movie() and checked(kept, "video").content == kept


LYING = {
    "a page that says more than there is": ogg()[:26] + b"\xff" + ogg()[27:],
    "pages without end": b"OggS" * 20_000,
    "sync bytes without end": b"\xff\xfb" * 1_000_000,
    "a tag larger than the file": b"ID3\4\0\0\x7f\x7f\x7f\x7f" + mp3(),
    "tags without end": b"ID3\4\0\0\0\0\0\0" * 20_000,
    "chunks without end": b"RIFF\0\0\0\0WAVE" + b"LIST\0\0\0\0" * 20_000,
    "blocks without end": b"fLaC\0\0\0\x22" + bytes(34) + b"\1\0\0\0" * 20_000,
    "elements one in the other": b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"
    + b"\x18\x53\x80\x67\x01"
    + b"\xff" * 7
    + b"\xa0\xff" * 20_000,
    "elements without end": b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm" + b"\xec\x80" * 50_000,
    "sizes without end": b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"
    + b"\x18\x53\x80\x67\x01"
    + b"\xff" * 7
    + b"\x1f\x43\xb6\x75\x01" * 50_000,
}


@pytest.mark.parametrize("content", LYING.values(), ids=LYING)
def test_a_file_that_lies_is_refused(content: bytes) -> None:
    with pytest.raises(Unfit):
        checked(content, "audio")
