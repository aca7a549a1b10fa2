"""Settings of uploads and of what is made of them."""

import re
from typing import Literal

from pydantic import Field, field_validator

from segue.env.settings.topic import Topic

RUNG = re.compile(r"flac|(aac|opus)-(2[4-9]|[3-9]\d|[1-4]\d\d|50\d|51[0-2])")


class MediaSettings(Topic):
    """What may be uploaded, what is made of it, and how it reaches listeners."""

    title = "Uploads and playback"
    table = "media"

    max_upload_bytes: int = Field(
        default=2 * 1024**3, ge=1, description="Largest file that can be uploaded, in bytes."
    )
    upload_quota_bytes: int = Field(
        default=0, ge=0, description="What one person's uploads may take up together, in bytes; 0: no limit."
    )
    artist_quota_bytes: int = Field(
        default=0,
        ge=0,
        description="What the files of one artist may take up together, in bytes, unless an operator gave that artist "
        "another limit; 0: no limit.",
    )
    max_open_uploads: int = Field(
        default=1000, ge=1, description="How many announced files of one person may be unfinished at once."
    )
    upload_expiry_hours: int = Field(
        default=168, ge=1, le=8760, description="How long a broken-off upload can be resumed, in hours."
    )
    free_space_floor_bytes: int = Field(
        default=512 * 1024**2,
        ge=0,
        description="Uploads are refused when the media disk has less free space than this, in bytes.",
    )
    media_sandbox: Literal["required", "unsafe"] = Field(
        default="required",
        description="`unsafe` opens uploaded files even where the kernel can't confine the tools that read them: only "
        "for files that you made yourself. `segue doctor` shows what holds here.",
    )
    media_url_seconds: int = Field(
        default=3600, ge=60, le=21600, description="How long a signed media address works, in seconds."
    )
    media_accel: str = Field(
        default="",
        pattern=r"^(/[A-Za-z0-9_-]+)?$",
        description="Address under which nginx keeps the media folder as an internal location; it then sends media "
        "bytes itself (X-Accel-Redirect). Empty: Segue sends them.",
        examples=["/protected-media"],
    )
    ladder: str = Field(
        default="flac,opus-96,opus-160,aac-160,aac-256",
        description="Qualities made of each track: `flac`, and `opus` or `aac` with kbit/s. The first lossy one is "
        "made before a track can be heard. After a change run `segue media reencode`.",
    )
    sounds_on_demand_per_hour: int = Field(
        default=120,
        ge=0,
        description="For how many tracks of imported folders one account, or all visitors of one address together, may "
        "have the sound made within an hour; 0: no limit. What is made already can be heard without limit.",
    )

    @field_validator("ladder")
    @classmethod
    def _known_rungs(cls, value: str) -> str:
        names = [name.strip() for name in value.split(",")]
        for name in names:
            if not RUNG.fullmatch(name):
                raise ValueError(
                    f"{name!r} isn't a quality; write flac, opus-96 or aac-160, with 24 to 512 kbit/s"
                )
        if len(set(names)) < len(names):
            raise ValueError("names a quality twice")
        if names == ["flac"]:
            raise ValueError("needs a lossy quality too, such as opus-96: not every listener can take FLAC")
        return ",".join(names)
