"""The one error that media processing raises, with a stable code and a sentence for the artist."""

import errno
from typing import Literal

ErrorKind = Literal["permanent", "transient", "resource"]


class ProcessingError(Exception):
    """`kind` says what a retry can do: permanent never helps, transient may, resource waits for the machine.

    `detail` is for the log only; it may quote a tool's output.
    """

    def __init__(self, code: str, message: str, kind: ErrorKind, detail: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.kind: ErrorKind = kind
        self.detail = detail[-1000:]

    def __reduce__(self) -> tuple[type["ProcessingError"], tuple[str, str, ErrorKind, str]]:
        return type(self), (self.code, self.message, self.kind, self.detail)


def damaged(after_s: float = 0.0, detail: str = "") -> ProcessingError:
    """The audio stops making sense after `after_s` seconds (0: unknown, or from the start)."""
    minutes, seconds = divmod(int(after_s), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    place = f" after {clock}" if after_s >= 1 else ""
    message = f"This file is damaged{place}. Export it again and upload the new file."
    return ProcessingError("media.damaged", message, "permanent", detail)


def not_audio(detail: str = "", what: str = "This file isn't audio that we can read.") -> ProcessingError:
    """The content is nothing that we know as audio; `what` is our own wording, never the file's."""
    message = f"{what} Upload a WAV, AIFF, FLAC, MP3, M4A, Ogg or Opus file."
    return ProcessingError("media.not_audio", message, "permanent", detail)


def unsupported_format(what: str, detail: str = "") -> ProcessingError:
    """Audio of a kind that is not accepted; `what` is our own wording, never the file's."""
    message = f"{what} Export it as WAV, FLAC or MP3 and upload that."
    return ProcessingError("media.unsupported_format", message, "permanent", detail)


def too_short(detail: str = "") -> ProcessingError:
    """Next to nothing to hear."""
    message = "There is almost no sound in this file. Export it again and upload the new file."
    return ProcessingError("media.too_short", message, "permanent", detail)


def too_long(hours: int) -> ProcessingError:
    """More than we take, by its own account or by ours."""
    message = f"This file is longer than {hours} hours. Upload it in shorter parts."
    return ProcessingError("media.too_long", message, "permanent")


def bad_cover(message: str, detail: str = "") -> ProcessingError:
    """The cover image can't be used; never a reason to refuse its track."""
    return ProcessingError("media.bad_cover", message, "permanent", detail)


def timed_out(detail: str = "") -> ProcessingError:
    """The work was stopped at its time limit."""
    return ProcessingError(
        "media.timed_out", "Preparing this file took too long. Try again.", "transient", detail
    )


def too_costly(detail: str = "") -> ProcessingError:
    """A tool used up its CPU seconds, several times what an honest file needs: the next try would, too."""
    message = (
        "Opening this file takes far more work than its sound should need. "
        "Export it again, without its tags if it has very many, and upload the new file."
    )
    return ProcessingError("media.too_costly", message, "permanent", detail)


def tags_unreadable(detail: str = "") -> ProcessingError:
    """Nothing can be learned from the file's tags; never a reason to refuse its track."""
    message = (
        "The tags in this file can't be read, so its title and other details are left for you to fill in."
    )
    return ProcessingError("media.tags_unreadable", message, "permanent", detail)


def tool_failed(detail: str = "", kind: ErrorKind = "transient") -> ProcessingError:
    """A tool died, or answered with something that makes no sense."""
    message = "We couldn't prepare this file. Try again, or export it again and upload the new file."
    return ProcessingError("media.tool_failed", message, kind, detail)


def too_large(detail: str = "") -> ProcessingError:
    """The file would grow beyond its limit while it is processed."""
    message = "This file is too large. Upload a shorter one, or one with a lower sample rate."
    return ProcessingError("media.too_large", message, "permanent", detail)


def disk_full(detail: str = "") -> ProcessingError:
    """The machine has no room for the results."""
    message = "The server is out of disk space. Your file is kept, and we go on as soon as there is room."
    return ProcessingError("media.disk_full", message, "resource", detail)


def no_sandbox(detail: str = "") -> ProcessingError:
    """The machine can't confine the tools, so nothing of an unknown maker is opened on it."""
    message = (
        "This server isn't set up to open uploaded files safely, so it doesn't open yours yet. Your file is kept. "
        "Whoever runs the server learns what to do from `segue doctor`."
    )
    return ProcessingError("media.no_sandbox", message, "resource", detail)


def old_ffmpeg(detail: str = "") -> ProcessingError:
    """The tool that opens audio has known holes, or doesn't run at all."""
    message = (
        "This server's audio tools need an update before they open your file. Your file is kept. "
        "Whoever runs the server learns what to do from `segue doctor`."
    )
    return ProcessingError("media.old_ffmpeg", message, "resource", detail)


def from_os_error(error: OSError) -> ProcessingError:
    """What a failed call to the system means: no room, or something that may pass."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(str(error))
    return tool_failed(str(error))
