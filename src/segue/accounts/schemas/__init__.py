"""What people's operations take and answer, a module for each subject."""

from segue.accounts.schemas.session import Me, OperatorSetup, SetupLink, UserDetail

__all__ = ["Me", "OperatorSetup", "SetupLink", "UserDetail"]
