"""What the doctor finds."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """`text` says how to mend what isn't ok."""

    status: Status
    text: str
