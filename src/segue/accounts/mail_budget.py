"""Bounds the mails that strangers can have sent to an address."""

import structlog

from segue.kernel.rate_limits import RateLimit, allows

TO_ONE_ADDRESS = RateLimit("mail", 5, 3600)
CAUSED_BY_ANYONE = (
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/login_code",
    "account/email/password_reset",
    "account/email/unknown_account",
)

log = structlog.get_logger(__name__)


def may_send(template_prefix: str, address: str) -> bool:
    """False for one more than five in an hour; whoever asked isn't told. What an account's owner causes always goes."""
    if not template_prefix.startswith(CAUSED_BY_ANYONE):
        return True
    return has_room(address, mail=template_prefix.rpartition("/")[2])


def has_room(address: str, *, mail: str) -> bool:
    """The same for a mail of any kind that its receiver didn't ask for; `mail` names it in the log."""
    is_left = allows(TO_ONE_ADDRESS, address.strip().casefold())
    if not is_left:
        log.warning("mail_budget_spent", mail=mail)
    return is_left
