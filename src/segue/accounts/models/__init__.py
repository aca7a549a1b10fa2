"""People's tables, a module for each subject."""

from segue.accounts.models.mail import (
    OutgoingMail,
)
from segue.accounts.models.personal_data import Deletion, Export
from segue.accounts.models.profile import ActivityVisibility, FormerUsername, ProfileVisibility
from segue.accounts.models.sign_in import ProviderHold
from segue.accounts.models.sign_up import (
    Invitation,
    SignUpSetting,
)
from segue.accounts.models.tokens import AccessToken, AppPassword
from segue.accounts.models.user import OperatorInvite, User, UsernameHold

__all__ = [
    "AccessToken",
    "ActivityVisibility",
    "AppPassword",
    "Deletion",
    "Export",
    "FormerUsername",
    "Invitation",
    "OperatorInvite",
    "OutgoingMail",
    "ProfileVisibility",
    "ProviderHold",
    "SignUpSetting",
    "User",
    "UsernameHold",
]
