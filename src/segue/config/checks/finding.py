"""What a check finds."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """`text` says how to mend what isn't ok."""

    name: str
    status: Literal["ok", "warn", "fail"]
    text: str
