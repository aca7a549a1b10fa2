"""What media refuses."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class UploadNotFound(NotFound):
    code = "media.upload_not_found"
    title = "There is no such upload"


class UnsupportedFile(DomainError):
    code = "media.unsupported_file"
    title = "Segue takes WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg Vorbis and Opus files"


class FileEmpty(DomainError):
    code = "media.file_empty"
    title = "This file is empty. Export it again and upload the new file"


class FileTooLarge(DomainError):
    code = "media.file_too_large"
    refusal = Refusal.TOO_LARGE
    title = "This file is larger than this server takes"


class WrongLength(DomainError):
    code = "media.wrong_length"
    title = "Not all of the file arrived. Upload it again"


class AlreadyReceived(DomainError):
    code = "media.already_received"
    refusal = Refusal.CONFLICT
    title = "This file has already arrived"


class NothingToRetry(DomainError):
    code = "media.nothing_to_retry"
    refusal = Refusal.CONFLICT
    title = "This upload hasn't failed in a way that trying again can mend"
