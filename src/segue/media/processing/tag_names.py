"""How formats and programs name what we know a field for: ID3 frames, Vorbis comments, MP4 atoms, APE items, RIFF INFO.

Where several names of one field are there, the one that stands first in the table counts.
"""

import functools

# ID3v2.4 (id3.org), the names that Picard and other taggers write into Vorbis comments, APE items and freeform fields
# (without case, spaces and signs), iTunes' atoms, RIFF INFO's chunks.
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("tit2", "title", "\xa9nam", "riff:inam", "songname"),
    "version_title": ("tit3", "subtitle", "version", "----:subtitle"),
    "artist": ("tpe1", "artist", "\xa9art", "riff:iart"),
    "artists": ("artists",),
    "artist_sort": ("tsop", "artistsort", "soar"),
    "album": ("talb", "album", "\xa9alb", "riff:iprd"),
    "album_artist": ("tpe2", "albumartist", "aart", "ensemble"),
    "album_artists": ("albumartists",),
    "album_artist_sort": ("tso2", "albumartistsort", "soaa"),
    "track_number": ("trck", "tracknumber", "track", "trkn", "riff:itrk", "riff:iprt"),
    "track_total": ("tracktotal", "totaltracks"),
    "disc_number": ("tpos", "discnumber", "disc", "disk"),
    "disc_total": ("disctotal", "totaldiscs"),
    "disc_title": ("tsst", "discsubtitle", "setsubtitle"),
    "released_on": ("tdrc", "tdrl", "date", "releasedate", "\xa9day", "year", "riff:icrd"),
    "original_on": ("tdor", "tory", "originaldate", "originalreleasedate", "originalyear"),
    "genre": ("tcon", "genre", "\xa9gen", "gnre", "riff:ignr"),
    "mood": ("tmoo", "mood"),
    "isrc": ("tsrc", "isrc"),
    "label": ("tpub", "label", "organization", "publisher", "\xa9pub"),
    "catalog_number": ("catalognumber", "catalogno", "labelno"),
    "barcode": ("barcode", "upc", "ean", "eanupn"),
    "language": ("tlan", "language"),
    "work": ("\xa9wrk", "work", "tit1", "grouping", "\xa9grp"),
    "bpm": ("tbpm", "bpm", "tempo", "tmpo", "beatsperminute", "bpm(beatsperminute)"),
    "key": ("tkey", "key", "initialkey"),
    "license": ("wcop", "license", "licence", "copyrighturl"),
    "copyright_line": ("tcop", "copyright", "cprt", "copyrightmessage", "riff:icop"),
    "is_compilation": ("tcmp", "compilation", "cpil", "itunescompilation"),
    "explicit": ("itunesadvisory", "rtng"),
    "comment": ("comm", "comment", "\xa9cmt", "description", "riff:icmt"),
    "lyrics": ("sylt", "syncedlyrics", "lyrics", "uslt", "unsyncedlyrics", "\xa9lyr", "unsynchronisedlyrics"),
    "recording_mbid": ("ufid:http://musicbrainz.org", "musicbrainztrackid", "musicbrainzrecordingid"),
    "track_mbid": ("musicbrainzreleasetrackid",),
    "release_mbid": ("musicbrainzalbumid", "musicbrainzreleaseid"),
    "group_mbid": ("musicbrainzreleasegroupid",),
    "work_mbid": ("musicbrainzworkid",),
    "artist_mbids": ("musicbrainzartistid",),
    "album_artist_mbids": ("musicbrainzalbumartistid",),
    "track_gain": ("replaygaintrackgain",),
    "track_peak": ("replaygaintrackpeak",),
    "album_gain": ("replaygainalbumgain",),
    "album_peak": ("replaygainalbumpeak",),
    "r128_track_gain": ("r128trackgain",),
    "r128_album_gain": ("r128albumgain",),
}
# By the roles that the catalog knows. `people` are pairs of a role and a name, `players` of an instrument and a name.
_CREDITS: dict[str, tuple[str, ...]] = {
    "composer": ("tcom", "composer", "\xa9wrt"),
    "lyricist": ("text", "lyricist", "writer"),
    "conductor": ("tpe3", "conductor", "\xa9con"),
    "remixer": ("tpe4", "remixer", "mixartist", "modifiedby"),
    "arranger": ("arranger",),
    "producer": ("producer", "\xa9prd"),
    "engineer": ("engineer", "riff:ieng"),
    "mixer": ("mixer",),
    "dj": ("djmixer",),
    "performer": ("performer", "performers"),
    "featured": ("featuring", "featuredartist", "guestartist"),
    "people": ("tipl", "ipls"),
    "players": ("tmcl",),
}
_FIELDS = {
    name: (field, rank)
    for table, prefix in ((_NAMES, ""), (_CREDITS, "credit:"))
    for field, names in ((prefix + field, names) for field, names in table.items())
    for rank, name in enumerate(names)
}
ROLES = {
    **dict.fromkeys(("producer", "executive producer", "co-producer"), "producer"),
    **dict.fromkeys(("engineer", "recording", "sound"), "engineer"),
    **dict.fromkeys(("mix", "mixing", "mixer"), "mixer"),
    **dict.fromkeys(("dj-mix", "djmix"), "dj"),
    **dict.fromkeys(
        ("composer", "conductor", "lyricist", "performer", "mastering", "arranger", "remixer"), ""
    ),
}
"""What role a person in a list of people has; empty means that the role is called just that."""
_SECOND_RANK = 100


@functools.lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, int] | None:
    """Our field for what a file calls `name`, and how little that name counts; None for one that we have no field for.
    `APE:` before a name means a second set of tags in the file."""
    rank = 0
    if name.startswith("APE:"):
        name, rank = name[4:], _SECOND_RANK
    found = _FIELDS.get(_key(name))
    return (found[0], found[1] + rank) if found else None


def _key(name: str) -> str:
    folded = name.lower()
    if folded.startswith("----:"):
        folded = folded.rpartition(":")[2]
    elif folded.startswith("txxx:"):
        folded = folded[5:]
    elif folded.startswith(("uslt:", "sylt:", "wcop")):
        return folded[:4]
    elif folded.startswith("comm:"):
        return "comm" if folded.split(":")[1] == "" else folded
    if folded.startswith(("riff:", "ufid:")):
        return folded
    return "".join(sign for sign in folded if sign not in " _-")
