"""Writes of the catalog, a module for each subject."""

from segue.catalog.services.locks import (
    find_own_release,
    lock_own_release,
    lock_own_track,
    lock_release,
    tell_team,
)
from segue.catalog.services.releases import (
    UNTITLED,
    change_release,
    clean_title,
    create_release,
    delete_release,
    measure_release,
    remove_release,
)
from segue.catalog.services.tracks import MAX_TRACKS, add_track, apply_tags, delete_track, rename_track

__all__ = [
    "MAX_TRACKS",
    "UNTITLED",
    "add_track",
    "apply_tags",
    "change_release",
    "clean_title",
    "create_release",
    "delete_release",
    "delete_track",
    "find_own_release",
    "lock_own_release",
    "lock_own_track",
    "lock_release",
    "measure_release",
    "remove_release",
    "rename_track",
    "tell_team",
]
