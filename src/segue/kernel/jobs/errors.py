"""How a step may fail, and what follows from each kind."""

from enum import StrEnum


class FailureKind(StrEnum):
    """PERMANENT: trying again can't help. TRANSIENT: tried again, a few times.
    RESOURCE: a disk or service is missing; waits, and doesn't count as an attempt."""

    PERMANENT = "permanent"
    TRANSIENT = "transient"
    RESOURCE = "resource"


class StepFailed(Exception):
    """A step's verdict: a stable code and a sentence that tells the owner what to do."""

    def __init__(self, code: str, message: str, kind: FailureKind) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.kind = kind


class LeaseLost(Exception):
    """Another worker has the job, or it has ended; whatever this one did must not count."""
