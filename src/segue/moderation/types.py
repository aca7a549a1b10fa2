"""What can be reported, for which reasons, and what moderators can decide."""

import uuid
from dataclasses import dataclass

from django.db.models import TextChoices


class SubjectKind(TextChoices):
    """COVER goes by the id of its release."""

    ARTIST = "artist"
    RELEASE = "release"
    TRACK = "track"
    COVER = "cover"


class ReportReason(TextChoices):
    """The labels follow "because of" in letters."""

    COPYRIGHT = "copyright", "somebody else's rights"
    ILLEGAL = "illegal", "the law"
    HATE = "hate", "hate against people"
    SPAM = "spam", "spam"
    IMPERSONATION = "impersonation", "impersonation of somebody else"
    EXPLICIT_UNMARKED = "explicit_unmarked", "explicit words or pictures without a mark"
    WRONG_METADATA = "wrong_metadata", "wrong names or facts"
    OTHER = "other", "what is said below"


class Action(TextChoices):
    """DISMISS leaves everything as it is; to an appeal it says no."""

    DISMISS = "dismiss"
    TAKE_DOWN = "take_down"
    ASK_FOR_CHANGES = "ask_for_changes"
    REINSTATE = "reinstate"


@dataclass(frozen=True)
class Subject:
    """Something that can be reported, as it stands. `title`: its own name."""

    kind: SubjectKind
    id: uuid.UUID
    title: str
    artist_id: uuid.UUID
    is_taken_down: bool
