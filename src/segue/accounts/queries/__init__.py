"""Reads about people, a module for each subject."""

from segue.accounts.queries.exports import exports_of, get_export_file, is_export_under_way
from segue.accounts.queries.mail import (
    MailState,
    mail_state,
)
from segue.accounts.queries.moderation import (
    has_other_operator,
    people_for,
)
from segue.accounts.queries.people import (
    find_first_operator,
    find_user,
    has_operator,
    has_verified_email,
    is_email_taken,
    is_only_wished_for,
    is_provider_account_known,
    is_setup_link_valid,
    is_username_held,
    is_username_taken,
    token_hash,
    verified_addresses,
)
from segue.accounts.queries.profiles import get_person, get_self, is_former_username, people_visible_to
from segue.accounts.queries.sign_up import (
    find_open_invitation,
    invitation_for,
    invitations,
    open_invitations,
    sign_up_mode,
)
from segue.accounts.queries.tokens import (
    app_password_of_subsonic_token,
    app_passwords_of,
    find_app_password,
    find_by_app_password,
    find_token,
    subsonic_token_matches,
    tokens_of,
    user_of_token_hash,
)
from segue.accounts.queries.viewers import find_viewer, viewer_of_session

__all__ = [
    "MailState",
    "app_password_of_subsonic_token",
    "app_passwords_of",
    "exports_of",
    "find_app_password",
    "find_by_app_password",
    "find_first_operator",
    "find_open_invitation",
    "find_token",
    "find_user",
    "find_viewer",
    "get_export_file",
    "get_person",
    "get_self",
    "has_operator",
    "has_other_operator",
    "has_verified_email",
    "invitation_for",
    "invitations",
    "is_email_taken",
    "is_export_under_way",
    "is_former_username",
    "is_only_wished_for",
    "is_provider_account_known",
    "is_setup_link_valid",
    "is_username_held",
    "is_username_taken",
    "mail_state",
    "open_invitations",
    "people_for",
    "people_visible_to",
    "sign_up_mode",
    "subsonic_token_matches",
    "token_hash",
    "tokens_of",
    "user_of_token_hash",
    "verified_addresses",
    "viewer_of_session",
]
