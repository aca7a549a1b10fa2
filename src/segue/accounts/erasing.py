"""The pipeline that erases a person: first what opens anything, then what other apps keep, the account at last."""

import structlog

from segue.accounts import ports
from segue.accounts.models import Deletion, User
from segue.accounts.services import notices
from segue.accounts.services.deletions import ERASE
from segue.accounts.services.ending import end_access
from segue.accounts.services.profiles import hold_username
from segue.kernel.jobs.errors import FailureKind, StepFailed
from segue.kernel.jobs.models import Job
from segue.kernel.jobs.pipeline import Output, Outputs, Pipeline, Step, register

log = structlog.get_logger(__name__)


def nothing(job: Job, outputs: Outputs) -> Output:
    """What there is to do happens in the transaction that marks the step as done."""
    return {}


def record_access(job: Job, output: Output) -> None:
    if person := User.objects.filter(pk=job.subject_id).first():
        end_access(person)


def erase_content(job: Job, outputs: Outputs) -> Output:
    """Each app's share; whatever a crash left is done when this runs again."""
    _require_consent(job)
    for name, erase in ports.erasures().items():
        erase(job.subject_id)
        log.info("erased", app=name)
    return {}


def record_account(job: Job, output: Output) -> None:
    """The person's row, and with it whatever still hangs on it."""
    person = User.objects.select_for_update().filter(pk=job.subject_id).first()
    if person is None:
        return
    email, username = person.email, person.username
    person.delete()
    hold_username(username, None)
    notices.tell_erased(email, username)


def _require_consent(job: Job) -> None:
    """Whoever else owned an artist may have left since this began; then an operator has to find an owner."""
    is_given = Deletion.objects.filter(user_id=job.subject_id, with_artists=True).exists()
    if not is_given and (holdings := ports.holdings_of(job.subject_id)):
        names = ", ".join(f"the {holding.kind} {holding.name}" for holding in holdings)
        message = f"This person is the only owner of {names} by now. Find another owner, then try again."
        raise StepFailed("accounts.sole_owner", message, FailureKind.PERMANENT)


PIPELINE = register(
    Pipeline(
        kind=ERASE,
        steps=(
            Step("access", "Ending sessions and tokens", nothing, record_access),
            Step("content", "Erasing music and files", erase_content),
            Step("account", "Removing the account", nothing, record_account),
        ),
        max_attempts=10,
    )
)
