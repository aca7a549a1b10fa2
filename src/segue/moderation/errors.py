"""What moderation refuses."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class SubjectNotFound(NotFound):
    """Also for what the reporter may not see."""

    code = "moderation.subject_not_found"
    title = "There is nothing like that here"


class CaseNotFound(NotFound):
    code = "moderation.case_not_found"
    title = "There are no such reports"


class NoticeNotFound(NotFound):
    code = "moderation.notice_not_found"
    title = "There is no such notice"


class DecidedAlready(DomainError):
    """`members` has the decision."""

    code = "moderation.decided_already"
    refusal = Refusal.CONFLICT
    title = "Somebody has decided on this already"


class AssignedToAnother(DomainError):
    code = "moderation.assigned_to_another"
    refusal = Refusal.CONFLICT
    title = "Somebody else is looking at this"


class OwnContent(DomainError):
    code = "moderation.own_content"
    refusal = Refusal.FORBIDDEN
    title = "This is by an artist whose team you are on. Leave it to another moderator"


class SubjectGone(DomainError):
    code = "moderation.subject_gone"
    refusal = Refusal.CONFLICT
    title = "Its team has deleted this. All that is left is to dismiss the reports"


class NotToTakeDown(DomainError):
    code = "moderation.not_to_take_down"
    refusal = Refusal.CONFLICT
    title = "An artist's page stays up. Take down what is on it, or ask its team for changes"


class TakenDownAlready(DomainError):
    code = "moderation.taken_down_already"
    refusal = Refusal.CONFLICT
    title = "This has been taken down already"


class NotTakenDown(DomainError):
    code = "moderation.not_taken_down"
    refusal = Refusal.CONFLICT
    title = "This isn't taken down"


class CannotReinstate(DomainError):
    code = "moderation.cannot_reinstate"
    refusal = Refusal.CONFLICT
    title = "This can't be put back any more"


class NothingToBlock(DomainError):
    code = "moderation.nothing_to_block"
    refusal = Refusal.CONFLICT
    title = "There is no sound in this to block"


class NothingToAppeal(DomainError):
    code = "moderation.nothing_to_appeal"
    refusal = Refusal.CONFLICT
    title = "This has been put back, so there is nothing to answer"


class AppealUnderWay(DomainError):
    code = "moderation.appeal_under_way"
    refusal = Refusal.CONFLICT
    title = "Your team has answered this already. Wait for the moderators"
