"""Reads about people, a module for each subject."""

from segue.accounts.queries.people import (
    find_first_operator,
    find_user,
    has_operator,
    has_verified_email,
    is_email_taken,
    is_setup_link_valid,
    is_username_held,
    is_username_taken,
    token_hash,
    viewer_of_session,
)

__all__ = [
    "find_first_operator",
    "find_user",
    "has_operator",
    "has_verified_email",
    "is_email_taken",
    "is_setup_link_valid",
    "is_username_held",
    "is_username_taken",
    "token_hash",
    "viewer_of_session",
]
