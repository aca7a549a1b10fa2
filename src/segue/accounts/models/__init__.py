"""People's tables, a module for each subject."""

from segue.accounts.models.user import OperatorInvite, User, UsernameHold

__all__ = ["OperatorInvite", "User", "UsernameHold"]
