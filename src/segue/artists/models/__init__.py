"""Artists, labels, and the teams that run them."""

from segue.artists.models.artists import (
    Artist,
    ArtistAlias,
    ArtistEdit,
    ArtistImage,
    ArtistKind,
    BandMember,
    PastArtistSlug,
)
from segue.artists.models.labels import Label
from segue.artists.models.offers import LabelOffer
from segue.artists.models.teams import Invitation, Membership, Team

__all__ = [
    "Artist",
    "ArtistAlias",
    "ArtistEdit",
    "ArtistImage",
    "ArtistKind",
    "BandMember",
    "Invitation",
    "Label",
    "LabelOffer",
    "Membership",
    "PastArtistSlug",
    "Team",
]
