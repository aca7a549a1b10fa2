"""What a file's own fields mean: raw tags of any format become `Tags`."""

from collections.abc import Iterable
from typing import Any

from segue.media.processing import tag_text
from segue.media.processing.tag_encodings import real_encoding, redecoded
from segue.media.processing.tag_names import ROLES, field_of
from segue.media.processing.tag_text import clean_lines, clean_text
from segue.media.types import Credited, RawTagFields, TaggedLyrics, Tags

MAX_PEOPLE = 100
_R128_TO_REPLAYGAIN_DB = 5.0  # RFC 7845, 5.2.1: relative to -23 LUFS; ReplayGain 2.0 to -18
_TEXTS = (
    *("title", "version_title", "artist_sort", "album", "album_artist_sort", "disc_title", "label", "catalog_number"),
    *("barcode", "language", "work", "license", "copyright_line"),
)  # fmt: skip
_MBIDS = ("recording_mbid", "track_mbid", "release_mbid", "group_mbid", "work_mbid")
_SINGLE = frozenset(
    (
        *(*_TEXTS, *_MBIDS, "released_on", "original_on", "isrc", "key", "is_compilation", "explicit", "bpm"),
        *("track_gain", "track_peak", "album_gain", "album_peak", "r128_track_gain", "r128_album_gain"),
    )
)
_EXPLICIT = {"1": "explicit", "4": "explicit", "2": "clean"}  # iTunes' advisory
Values = dict[str, list[Any]]


def tags_of(raw: RawTagFields, latin1: Iterable[str] = (), *, has_cover: bool = False) -> Tags:
    """`latin1`: the fields whose text the file calls Latin-1."""
    found = _by_field(raw.fields, frozenset(latin1))
    first = {name: clean_text(_text(found[name][0])) for name in _SINGLE.intersection(found)}
    artist, artists = _people(found, "artist", "artists")
    album_artist, album_artists = _people(found, "album_artist", "album_artists")
    genres = _texts(found.get("genre", ()))
    more: dict[str, Any] = {name: first[name] for name in _TEXTS if name in first}
    more |= {name: tag_text.mbid(first[name]) for name in _MBIDS if name in first}
    more |= _decimals(first)
    track_number, track_total = _numbers(found, "track")
    disc_number, disc_total = _numbers(found, "disc")
    return Tags(
        **more,
        artist=artist,
        artists=artists,
        album_artist=album_artist,
        album_artists=album_artists,
        genre=genres[0] if genres else "",
        genres=genres,
        moods=_texts(found.get("mood", ())),
        credits=_credits(found),
        track_number=track_number,
        track_total=track_total,
        disc_number=disc_number,
        disc_total=disc_total,
        released_on=tag_text.date(first.get("released_on", "")),
        original_on=tag_text.date(first.get("original_on", "")),
        isrc=tag_text.isrc(first.get("isrc", "")),
        key=tag_text.musical_key(first.get("key", "")),
        is_compilation=first.get("is_compilation", "").lower() in ("1", "true"),
        explicit=_EXPLICIT.get(first.get("explicit", ""), ""),
        comment=clean_lines(_text(found["comment"][0]))[:2000] if found.get("comment") else "",
        lyrics=_lyrics(raw.fields, found),
        artist_mbids=_mbids(found, "artist_mbids"),
        album_artist_mbids=_mbids(found, "album_artist_mbids"),
        has_cover=has_cover,
    )


def _by_field(fields: dict[str, list[Any]], latin1: frozenset[str]) -> Values:
    """Of several names for one field, the values of the one that counts most."""
    suspects = [text for name in latin1 for text in _strings(fields.get(name, ())) if not text.isascii()]
    encoding = real_encoding(suspects) if suspects else "latin-1"
    found: Values = {}
    ranks: dict[str, int] = {}
    for name, values in fields.items():
        known = field_of(name)
        if known is None or not any(value not in ("", None) for value in values):
            continue
        field, rank = known
        if rank < ranks.get(field, 1000):
            ranks[field] = rank
            is_suspect = encoding != "latin-1" and name in latin1
            found[field] = [_redecoded(value, encoding) for value in values] if is_suspect else values
    return found


def _strings(values: Iterable[Any]) -> list[str]:
    flat = (part for value in values for part in (value if isinstance(value, list) else [value]))
    return [part for part in flat if isinstance(part, str)]


def _redecoded(value: Any, encoding: str) -> Any:
    if isinstance(value, list):
        return [_redecoded(part, encoding) for part in value]
    return redecoded(value, encoding) if isinstance(value, str) else value


def _text(value: Any) -> str:
    """Of one value; MP4 has numbers with their totals as pairs."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, int) for part in value):
        return "/".join(map(str, value))
    return ""


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    cleaned = (clean_text(_text(value)) for value in values)
    return tuple(dict.fromkeys(text for text in cleaned if text))[:MAX_PEOPLE]


def _people(found: Values, line: str, each: str) -> tuple[str, tuple[str, ...]]:
    """The line as on the cover, and each name in it: several values are several people."""
    named = _texts(found.get(line, ()))
    return ", ".join(named)[: tag_text.MAX_TEXT_CHARACTERS], _texts(found.get(each, ())) or named


def _numbers(found: Values, what: str) -> tuple[int | None, int | None]:
    values = found.get(f"{what}_number")
    number, total = tag_text.numbers(_text(values[0])) if values else (None, None)
    totals = found.get(f"{what}_total")
    return number, total or (tag_text.numbers(_text(totals[0]))[0] if totals else None)


def _decimals(first: dict[str, str]) -> dict[str, float | None]:
    values = {
        "bpm": tag_text.decimal(first.get("bpm", ""), 1, 999) if "bpm" in first else None,
        "track_peak": tag_text.decimal(first["track_peak"], 0, 100) if "track_peak" in first else None,
        "album_peak": tag_text.decimal(first["album_peak"], 0, 100) if "album_peak" in first else None,
    }
    for kind in ("track", "album"):
        gain = tag_text.decimal(first.get(f"{kind}_gain", ""), -100, 100)
        if gain is None and f"r128_{kind}_gain" in first:
            steps = tag_text.decimal(first[f"r128_{kind}_gain"], -32768, 32767)
            gain = steps / 256 + _R128_TO_REPLAYGAIN_DB if steps is not None else None
        values[f"{kind}_gain_db"] = gain
    return values


def _mbids(found: Values, field: str) -> tuple[str, ...]:
    parts = (part for text in _strings(found.get(field, ())) for part in text.replace(";", "/").split("/"))
    return tuple(filter(None, map(tag_text.mbid, parts)))


def _credits(found: Values) -> tuple[Credited, ...]:
    people: list[Credited] = []
    for field, values in found.items():
        role = field.removeprefix("credit:")
        if role is field:
            continue
        if role in ("people", "players"):
            people += [_paired(role, pair) for pair in values if isinstance(pair, list) and len(pair) == 2]
        else:
            names = (name for text in _strings(values) for name in text.split(";"))
            people += [
                _performer(name) if role == "performer" else Credited(role, clean_text(name))
                for name in names
            ]
    return tuple(dict.fromkeys(credit for credit in people if credit.name))[:MAX_PEOPLE]


def _paired(kind: str, pair: list[Any]) -> Credited:
    what, name = clean_text(_text(pair[0])), clean_text(_text(pair[1]))
    if kind == "players":
        return Credited("performer", name, what[:100])
    role = ROLES.get(what.lower())
    return Credited("other", name, what[:100]) if role is None else Credited(role or what.lower(), name)


def _performer(text: str) -> Credited:
    """Vorbis comments have the instrument in brackets behind the name."""
    name, bracket, rest = clean_text(text).rpartition(" (")
    return (
        Credited("performer", name, rest[:-1][:100])
        if bracket and rest.endswith(")")
        else Credited("performer", clean_text(text))
    )


def _lyrics(fields: dict[str, list[Any]], found: Values) -> tuple[TaggedLyrics, ...]:
    """Of the name that counts most; ID3 has them in several languages."""
    if "lyrics" not in found:
        return ()
    by_language: dict[str, TaggedLyrics] = {}
    for kind in ("SYLT:", "USLT:"):
        for name, values in fields.items():
            if name.startswith(kind):
                language = name.rpartition(":")[2].lower()
                language = "" if language in ("xxx", "und", "\0\0\0") else language[:3]
                text = _timed(values) if kind == "SYLT:" else clean_lines(_text(values[0]))
                if text:
                    by_language.setdefault(language, TaggedLyrics(text, language))
    text = clean_lines(_text(found["lyrics"][0]))
    return tuple(by_language.values()) or ((TaggedLyrics(text),) if text else ())


def _timed(values: Iterable[Any]) -> str:
    """As LRC; times of SYLT are in milliseconds."""
    lines: list[str] = []
    for value in values:
        if isinstance(value, list) and len(value) == 2 and isinstance(value[1], int):
            minutes, rest_ms = divmod(value[1], 60_000)
            stamp = f"[{minutes:02}:{rest_ms // 1000:02}.{rest_ms % 1000 // 10:02}]"
            lines.append(stamp + clean_text(_text(value[0])))
    return "\n".join(lines)
