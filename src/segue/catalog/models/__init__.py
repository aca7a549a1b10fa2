"""What the catalog keeps, a module for each subject."""

from segue.catalog.models.credits import Credit, CreditRole
from segue.catalog.models.genres import Genre, GenreAlias, GenreKind
from segue.catalog.models.history import Edit
from segue.catalog.models.lyrics import Lyrics, LyricsKind
from segue.catalog.models.quotas import ArtistQuota
from segue.catalog.models.releases import (
    DRAFT_ABILITIES,
    PastReleaseSlug,
    Release,
    ReleaseImage,
    ReleaseKind,
    Visibility,
)
from segue.catalog.models.shares import ShareLink, ShareVisit
from segue.catalog.models.tracks import ExplicitMark, PastMaster, Track

__all__ = [
    "DRAFT_ABILITIES",
    "ArtistQuota",
    "Credit",
    "CreditRole",
    "Edit",
    "ExplicitMark",
    "Genre",
    "GenreAlias",
    "GenreKind",
    "Lyrics",
    "LyricsKind",
    "PastMaster",
    "PastReleaseSlug",
    "Release",
    "ReleaseImage",
    "ReleaseKind",
    "ShareLink",
    "ShareVisit",
    "Track",
    "Visibility",
]
