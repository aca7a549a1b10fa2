"""Artists, labels and teams as the API shows them, a module for each subject."""

from segue.artists.schemas.artist_changes import (
    ArtistChanges,
    ArtistGalleryIn,
    ArtistSlug,
    NewArtist,
    VerificationReason,
)
from segue.artists.schemas.artists import (
    ArtistDetailOut,
    ArtistOut,
    ShownTo,
    show_artist,
    show_artist_detail,
)
from segue.artists.schemas.labels import (
    LabelChanges,
    LabelOut,
    LabelRef,
    NewLabel,
    show_label,
    show_label_ref,
)
from segue.artists.schemas.teams import (
    InvitationAnswer,
    InvitationOut,
    InvitedOut,
    MemberOut,
    NewInvitation,
    NewOwner,
    RoleChange,
    TeamOut,
    show_invitation,
    show_invited,
    show_member,
    show_team,
)

__all__ = [
    "ArtistChanges",
    "ArtistDetailOut",
    "ArtistGalleryIn",
    "ArtistOut",
    "ArtistSlug",
    "InvitationAnswer",
    "InvitationOut",
    "InvitedOut",
    "LabelChanges",
    "LabelOut",
    "LabelRef",
    "MemberOut",
    "NewArtist",
    "NewInvitation",
    "NewLabel",
    "NewOwner",
    "RoleChange",
    "ShownTo",
    "TeamOut",
    "VerificationReason",
    "show_artist",
    "show_artist_detail",
    "show_invitation",
    "show_invited",
    "show_label",
    "show_label_ref",
    "show_member",
    "show_team",
]
