"""What media refuses."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class UploadNotFound(NotFound):
    code = "media.upload_not_found"
    title = "There is no such upload"


class UnsupportedFile(DomainError):
    code = "media.unsupported_file"
    title = (
        "Segue takes WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg Vorbis, Opus, WavPack, Monkey's Audio, Musepack, "
        "True Audio, CAF, DSD and tracker files"
    )


class FileEmpty(DomainError):
    code = "media.file_empty"
    title = "This file is empty. Export it again and upload the new file"


class FileTooLarge(DomainError):
    code = "media.file_too_large"
    refusal = Refusal.TOO_LARGE
    title = "This file is larger than this server takes"


class QuotaFull(DomainError):
    code = "media.quota_full"
    refusal = Refusal.TOO_LARGE
    title = "Your uploads have used up their room on this server. Remove some you don't need"


class TooManyUploads(DomainError):
    code = "media.too_many_uploads"
    refusal = Refusal.CONFLICT
    title = "Too many of your uploads are unfinished. Finish or remove some, then add more"


class WrongLength(DomainError):
    code = "media.wrong_length"
    title = "Not all of the file arrived. Upload it again"


class WrongOffset(DomainError):
    code = "media.wrong_offset"
    refusal = Refusal.CONFLICT
    title = "The server has another number of bytes of this file. Ask where it stands, and go on from there"


class UploadAltered(DomainError):
    code = "media.upload_altered"
    title = "The file changed on its way here. Upload it again"


class UploadExpired(DomainError):
    code = "media.upload_expired"
    refusal = Refusal.CONFLICT
    title = "This upload was broken off too long ago. Send the file again from its beginning"


class UploadBusy(DomainError):
    code = "media.upload_busy"
    refusal = Refusal.CONFLICT
    title = "Another connection is sending this file. Wait a few seconds and go on"


class PartsMissing(DomainError):
    code = "media.parts_missing"
    refusal = Refusal.CONFLICT
    title = "Parts of the file haven't arrived. Send them, then complete the upload again"


class NoDirectUploads(DomainError):
    code = "media.no_direct_uploads"
    refusal = Refusal.CONFLICT
    title = "This server takes files itself. Send them to the upload's own address"


class AlreadyReceived(DomainError):
    code = "media.already_received"
    refusal = Refusal.CONFLICT
    title = "This file has already arrived"


class NothingToRetry(DomainError):
    code = "media.nothing_to_retry"
    refusal = Refusal.CONFLICT
    title = "This upload hasn't failed in a way that trying again can mend"


class ManyAreWaiting(DomainError):
    code = "media.many_are_waiting"
    refusal = Refusal.UNAVAILABLE
    title = "Other music is being prepared. This track follows in a moment"
    retry_after_s = 2


class SoundDelayed(DomainError):
    code = "media.sound_delayed"
    refusal = Refusal.UNAVAILABLE
    title = "The sound of this track can't be made just now. Try again in a minute"
    retry_after_s = 30


class NothingToBlock(DomainError):
    code = "media.nothing_to_block"
    title = "There is nothing of this file that it could be known by"


class BlockNotFound(NotFound):
    code = "media.block_not_found"
    title = "There is no such block"


class DuplicateNotFound(NotFound):
    code = "media.duplicate_not_found"
    title = "There is no such pair of files"


class DuplicateDecided(DomainError):
    code = "media.duplicate_decided"
    refusal = Refusal.CONFLICT
    title = "Somebody else has decided about these two just now. Load the page again"


class BadCover(DomainError):
    code = "media.bad_cover"
    title = "This picture can't be used"


class CoverNotMade(DomainError):
    code = "media.cover_not_made"
    refusal = Refusal.UNAVAILABLE
    title = "The cover couldn't be made just now. Try again in a minute"


class LibraryElsewhere(DomainError):
    code = "media.library_elsewhere"
    refusal = Refusal.CONFLICT
    title = "This folder belongs to another library"


class LibraryBusy(DomainError):
    code = "media.library_busy"
    refusal = Refusal.CONFLICT
    title = "This folder is being imported already. Wait for that to end"
