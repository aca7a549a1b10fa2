"""What the catalog refuses."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class ReleaseNotFound(NotFound):
    code = "catalog.release_not_found"
    title = "There is no such release here"


class TrackNotFound(NotFound):
    code = "catalog.track_not_found"
    title = "There is no such track here"


class ReleaseNotReady(DomainError):
    code = "catalog.release_not_ready"
    refusal = Refusal.CONFLICT
    title = "This release can't be published yet"


class ReleaseIsPublished(DomainError):
    code = "catalog.release_is_published"
    refusal = Refusal.CONFLICT
    title = "This release is public. Unpublish it first"


class MomentNotUsable(DomainError):
    code = "catalog.moment_not_usable"
    title = "A release can't come out at this moment"


class ReleaseIsOut(DomainError):
    code = "catalog.release_is_out"
    refusal = Refusal.CONFLICT
    title = "This release is out already. Unpublish it first if it is to come out later"


class ReleaseIsTakenDown(DomainError):
    code = "catalog.release_is_taken_down"
    refusal = Refusal.CONFLICT
    title = "Moderators took this release down. Ask them to look at it again"


class NotListedYet(DomainError):
    code = "catalog.not_listed_yet"
    refusal = Refusal.CONFLICT
    title = "A release gets its address when it is first public. Change it then"


class ShareLinkNotFound(NotFound):
    code = "catalog.share_link_not_found"
    title = "There is no such link here"


class ShareLinkOver(NotFound):
    """The one answer for links that there never were, and such that expired, were revoked or opened often enough."""

    code = "catalog.share_link_over"
    title = "This link has expired or was withdrawn. Ask whoever sent it for another"


class TooManyShareLinks(DomainError):
    code = "catalog.too_many_share_links"
    refusal = Refusal.CONFLICT
    title = "A release has 100 links at most. Revoke one that nobody needs"


class ExpiryNotUsable(DomainError):
    code = "catalog.expiry_not_usable"
    title = "A link can't end at this moment"


class TitleEmpty(DomainError):
    code = "catalog.title_empty"
    title = "A title can't be empty"


class ReleaseIsFull(DomainError):
    code = "catalog.release_is_full"
    refusal = Refusal.CONFLICT
    title = "A release holds 200 tracks at most"


class ArtistHasMusic(DomainError):
    code = "catalog.artist_has_music"
    refusal = Refusal.CONFLICT
    title = "This artist has public releases"


class LyricsUnreadable(DomainError):
    code = "catalog.lyrics_unreadable"
    title = "These lyrics can't be read"


class LyricsNotFound(NotFound):
    code = "catalog.lyrics_not_found"
    title = "This track has no lyrics in that language"


class TooManyLyrics(DomainError):
    code = "catalog.too_many_lyrics"
    refusal = Refusal.CONFLICT
    title = "A track has lyrics in 20 languages at most"


class LanguageUnknown(DomainError):
    code = "catalog.language_unknown"
    title = "This is no language tag. Write one such as “pt” or “pt-BR”, or “und” where it isn't known"


class CreditUnclear(DomainError):
    code = "catalog.credit_unclear"
    title = "These credits name two different people alike"


class CreditEmpty(DomainError):
    code = "catalog.credit_empty"
    title = "A credit needs a name"


class TooManyCredits(DomainError):
    code = "catalog.too_many_credits"
    title = "A release or a track has 300 credits at most"


class GenreNotFound(NotFound):
    code = "catalog.genre_not_found"
    title = "There is no such genre here"


class GenreNameTaken(DomainError):
    code = "catalog.genre_name_taken"
    refusal = Refusal.CONFLICT
    title = "Another genre has this name. Merge the two instead"


class GenreNameEmpty(DomainError):
    code = "catalog.genre_name_empty"
    title = "A genre needs a name"


class GenreMisplaced(DomainError):
    code = "catalog.genre_misplaced"
    title = "A genre can't stand below itself, nor below a mood"


class GenreInUse(DomainError):
    code = "catalog.genre_in_use"
    refusal = Refusal.CONFLICT
    title = "Music has this genre. Merge it into another instead"


class ReplacementPending(DomainError):
    code = "catalog.replacement_pending"
    refusal = Refusal.CONFLICT
    title = "Another file is on its way to this track already. Cancel that first"


class NoReplacement(NotFound):
    code = "catalog.no_replacement"
    title = "No new file is on its way to this track"


class MasterNotFound(NotFound):
    code = "catalog.master_not_found"
    title = "This file isn't kept any more"


class PictureNotFound(NotFound):
    code = "catalog.picture_not_found"
    title = "There is no such picture here"


class GalleryIsFull(DomainError):
    code = "catalog.gallery_is_full"
    refusal = Refusal.CONFLICT
    title = "A release has 50 pictures at most"


class GalleryIncomplete(DomainError):
    code = "catalog.gallery_incomplete"
    refusal = Refusal.CONFLICT
    title = "Name each picture of the release once. Load the page again and repeat your change"


class OrderIncomplete(DomainError):
    code = "catalog.order_incomplete"
    refusal = Refusal.CONFLICT
    title = "Name each track of the release once. Load the page again and repeat your change"


class TableUnusable(DomainError):
    """`members["problems"]`: `{row, column, message}` of each; `row` counts lines of the table from 1, its head."""

    code = "catalog.table_unusable"
    title = "Nothing was changed. Correct the table and send it again"


class NotUndoneHere(DomainError):
    code = "catalog.not_undone_here"
    refusal = Refusal.CONFLICT
    title = "This isn't undone from the history"


class TableTooLong(DomainError):
    code = "catalog.table_too_long"
    refusal = Refusal.TOO_LARGE
    title = "A table has 5,000 tracks and 4 MB at most. Take it release by release"


class ArtistQuotaFull(DomainError):
    code = "catalog.artist_quota_full"
    refusal = Refusal.TOO_LARGE
    title = "This artist's music has used up its room on this server"
