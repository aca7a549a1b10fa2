"""Reads of moderation, a module for each subject."""

from segue.moderation.queries.cases import (
    MOST_SHOWN,
    cases,
    decisions_on,
    filtered_cases,
    find_open_case,
    get_case,
    is_known,
    is_own,
    last_standing,
    moderator_ids,
    own_artist_ids,
    reports_of,
)
from segue.moderation.queries.notices import (
    deciders,
    get_notice,
    is_answerable,
    notices,
    reports_by,
    require_team,
)
from segue.moderation.queries.subjects import asset_ids, describe, find_seen, find_subject, is_down

__all__ = [
    "MOST_SHOWN",
    "asset_ids",
    "cases",
    "deciders",
    "decisions_on",
    "describe",
    "filtered_cases",
    "find_open_case",
    "find_seen",
    "find_subject",
    "get_case",
    "get_notice",
    "is_answerable",
    "is_down",
    "is_known",
    "is_own",
    "last_standing",
    "moderator_ids",
    "notices",
    "own_artist_ids",
    "reports_by",
    "reports_of",
    "require_team",
]
