"""Who may sign up, and which invitations there are."""

from django.db.models import Q, QuerySet

from segue.accounts.models import Invitation, SignUpSetting
from segue.accounts.queries.people import token_hash
from segue.accounts.types import SignUpMode
from segue.kernel import clock


def sign_up_mode() -> SignUpMode:
    chosen = SignUpSetting.objects.values_list("mode", flat=True).first()
    return SignUpMode(chosen) if chosen else SignUpMode.OPEN


def invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("invited_by", "used_by")


def open_invitations() -> QuerySet[Invitation]:
    """Those that still work."""
    return Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=clock.now())


def find_open_invitation(token: str) -> Invitation | None:
    return open_invitations().filter(token_hash=token_hash(token)).first()


def invitation_for(token: str, email: str) -> QuerySet[Invitation]:
    """The one of this token, if it works for this address."""
    return open_invitations().filter(Q(email="") | Q(email__iexact=email), token_hash=token_hash(token))
