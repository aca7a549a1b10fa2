"""Writes about people, a module for each subject."""

from segue.accounts.services.accounts import (
    DEMO_USER,
    INVITE_LIFETIME,
    UNVERIFIED_KEPT,
    accept_operator_invite,
    create_user,
    demo_user,
    issue_operator_invite,
    pretend_sign_up,
    remove_expired,
)

__all__ = [
    "DEMO_USER",
    "INVITE_LIFETIME",
    "UNVERIFIED_KEPT",
    "accept_operator_invite",
    "create_user",
    "demo_user",
    "issue_operator_invite",
    "pretend_sign_up",
    "remove_expired",
]
