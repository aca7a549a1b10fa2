"""What artists, labels and their teams refuse."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class ArtistNotFound(NotFound):
    code = "artists.not_found"
    title = "There is no such artist here"


class LabelNotFound(NotFound):
    code = "artists.label_not_found"
    title = "There is no such label here"


class ArtistNameEmpty(DomainError):
    code = "artists.name_empty"
    title = "An artist needs a name"


class LabelNameEmpty(DomainError):
    code = "artists.label_name_empty"
    title = "A label needs a name"


class NotOnTheTeam(DomainError):
    code = "artists.not_on_the_team"
    refusal = Refusal.FORBIDDEN
    title = "Only the team can do this"


class RoleNotEnough(DomainError):
    code = "artists.role_not_enough"
    refusal = Refusal.FORBIDDEN
    title = "Your role on this team doesn't allow this. Ask one of its owners"


class MemberNotFound(NotFound):
    code = "artists.member_not_found"
    title = "There is no such person on this team"


class LastOwner(DomainError):
    code = "artists.last_owner"
    refusal = Refusal.CONFLICT
    title = "This is the only owner. Make someone else an owner first"


class TeamIsFull(DomainError):
    code = "artists.team_is_full"
    refusal = Refusal.CONFLICT
    title = "A team has 100 members and open invitations at most. Remove one first"


class InvitationNotFound(NotFound):
    code = "artists.invitation_not_found"
    title = "This invitation has ended: it works once, within 14 days. Ask the team for a new one"


class HasLabel(DomainError):
    code = "artists.has_label"
    refusal = Refusal.CONFLICT
    title = "This artist has another label, and would have to leave that one first"


class NotOnLabel(NotFound):
    code = "artists.not_on_label"
    title = "This artist isn't with this label"


class GalleryFull(DomainError):
    code = "artists.gallery_full"
    refusal = Refusal.CONFLICT
    title = "A gallery holds 50 pictures at most. Remove one first"


class GalleryNotWhole(DomainError):
    code = "artists.gallery_not_whole"
    refusal = Refusal.CONFLICT
    title = (
        "These aren't all pictures of the gallery as it is now. Load it again, then put all of them in order"
    )


class PictureNotThere(NotFound):
    code = "artists.picture_not_there"
    title = "There is no such picture in this gallery"
