"""Conditions under which an account isn't made."""

from collections.abc import Mapping, Sequence

from segue.accounts.types import Holding
from segue.kernel.errors import DomainError, NotFound, Refusal

FieldErrors = Mapping[str, list[str]]


class FieldsRefused(DomainError):
    """`fields`: sentences for people, by field name (email, username, password)."""

    code = "accounts.fields_refused"
    title = "Some fields need another value"

    def __init__(self, fields: FieldErrors) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(texts)}" for name, texts in fields.items()))
        self.fields = fields


class SetupLinkEnded(DomainError):
    code = "accounts.setup_link_ended"
    refusal = Refusal.FORBIDDEN
    title = (
        "This setup link has ended: it works once, within 24 hours. "
        "If this server has no operator yet, start Segue again and it prints a new one"
    )


class PersonNotFound(NotFound):
    code = "accounts.person_not_found"
    title = "There is no such person"


class OperatorsDecide(DomainError):
    code = "accounts.operators_decide"
    refusal = Refusal.FORBIDDEN
    title = "Only operators can decide on moderators and operators"


class OwnSuspension(DomainError):
    code = "accounts.own_suspension"
    refusal = Refusal.CONFLICT
    title = "Operators can't suspend themselves. Ask another operator"


class NotSuspended(DomainError):
    code = "accounts.not_suspended"
    refusal = Refusal.CONFLICT
    title = "This person isn't suspended"


class SuspendedPerson(DomainError):
    code = "accounts.suspended_person"
    refusal = Refusal.CONFLICT
    title = "This person is suspended. End the suspension first, then give the role"


class LastOperator(DomainError):
    code = "accounts.last_operator"
    refusal = Refusal.CONFLICT
    title = "This is the last operator. Make someone else an operator first"


class TokenRefused(DomainError):
    code = "accounts.token_refused"
    refusal = Refusal.SIGN_IN_REQUIRED
    title = "This access token doesn't work: it is unknown, revoked or expired"


class SessionEnded(DomainError):
    code = "accounts.session_ended"
    refusal = Refusal.SIGN_IN_REQUIRED
    title = "This session has ended. Sign in again"


class TokenNotFound(NotFound):
    code = "accounts.token_not_found"
    title = "You have no such token or app password"


class TooManyTokens(DomainError):
    code = "accounts.too_many_tokens"
    refusal = Refusal.CONFLICT
    title = "There are too many"

    def __init__(self, most: int) -> None:
        super().__init__(f"You have {most} already. Revoke one that you no longer need.")


class ScopeRefused(DomainError):
    code = "accounts.scope_refused"
    refusal = Refusal.FORBIDDEN
    title = "Only moderators and operators can give a token the scope `operate`"


class ReauthenticationNeeded(DomainError):
    code = "accounts.reauthenticate"
    refusal = Refusal.SIGN_IN_REQUIRED
    title = "Confirm first that it's you"


class UsernameUnfit(DomainError):
    code = "accounts.username_unfit"
    title = "This username can't be used"


class UsernameTaken(DomainError):
    code = "accounts.username_taken"
    refusal = Refusal.CONFLICT
    title = "This username is taken. Choose another"


class UsernameChangedLately(DomainError):
    code = "accounts.username_changed_lately"
    refusal = Refusal.CONFLICT
    title = "You have changed your username lately"


class LinkUnfit(DomainError):
    code = "accounts.link_unfit"
    title = "A link needs a label and an address that begins with https://"


class ExportNotFound(NotFound):
    code = "accounts.export_not_found"
    title = "There is no such export, or it has been removed"


class ExportUnderWay(DomainError):
    code = "accounts.export_under_way"
    refusal = Refusal.CONFLICT
    title = "An export of your data is being made already. Wait until it is ready"


class SoleOwner(DomainError):
    """`holdings` have nobody else in charge."""

    code = "accounts.sole_owner"
    refusal = Refusal.CONFLICT
    title = "Nobody else is in charge of some things that you own"

    def __init__(self, holdings: Sequence[Holding]) -> None:
        names = ", ".join(f"the {holding.kind} “{holding.name}”" for holding in holdings)
        super().__init__(
            f"You are the only owner of {names}. Make someone else an owner first, or choose that they are erased "
            "with your account."
        )
        self.holdings = tuple(holdings)


class DeletionBegun(DomainError):
    code = "accounts.deletion_begun"
    refusal = Refusal.CONFLICT
    title = "Your account is being erased already. There is no way back"


class InvitationNotFound(NotFound):
    code = "accounts.invitation_not_found"
    title = "There is no such invitation"


class InvitationOver(DomainError):
    code = "accounts.invitation_over"
    refusal = Refusal.CONFLICT
    title = "This invitation was used or withdrawn already"


class InvitationEnded(DomainError):
    code = "accounts.invitation_ended"
    refusal = Refusal.CONFLICT
    title = "This invitation has ended, or is for another e-mail address. Ask for a new one"
