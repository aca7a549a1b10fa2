"""Cases: the reports of one thing, what was decided on them, and what its team answers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from segue.artists.models import Artist
from segue.kernel.db.entity import Entity
from segue.media.models import BlockedContent, Image
from segue.moderation.types import Action, ReportReason, SubjectKind


class Case(Entity):
    """Something that moderators have to look at: all that was said about one subject until they decide. There is one
    open case for each subject. `subject_id` is no foreign key: a case outlives what it is about, and `subject_title`
    says what that was called when the case was opened. `stirred_at`: when somebody last reported or appealed."""

    subject_kind = models.TextField(choices=SubjectKind)
    subject_id = models.UUIDField()
    subject_title = models.CharField(max_length=300)
    artist = models.ForeignKey(Artist, models.CASCADE, related_name="+")
    is_open = models.BooleanField(default=True)
    stirred_at = models.DateTimeField(db_default=Now())
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], condition=Q(is_open=True), name="case_open_once"
            ),
            models.CheckConstraint(
                condition=Q(subject_kind__in=SubjectKind.values), name="case_subject_kind_known"
            ),
        ]
        indexes = [
            models.Index(F("is_open").desc(), F("stirred_at").desc(), F("id").desc(), name="case_listed"),
            models.Index("subject_kind", "subject_id", name="case_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_title}"


class Report(Entity):
    """What one person, or a visitor, has against the subject. `contact`: a visitor's e-mail address in lower case,
    kept until they are told the outcome. `subject_title`: as the reporter saw it. Of who is erased, only the reason
    stays."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    contact = models.EmailField(default="")
    reason = models.TextField(choices=ReportReason)
    message = models.TextField(default="")
    subject_title = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"], condition=Q(reporter__isnull=False), name="reported_once"
            ),
            models.CheckConstraint(condition=Q(reason__in=ReportReason.values), name="report_reason_known"),
        ]
        indexes = [
            models.Index("reporter", F("created_at").desc(), F("id").desc(), name="report_of_person"),
            models.Index("contact", name="report_contact", condition=~Q(contact="")),
        ]

    def __str__(self) -> str:
        return f"{self.reason} in {self.case_id}"


class Decision(Entity):
    """How a case ended. `message`: told to the artist's team where something changes for it or it had appealed, or
    else for the record alone. `image`: the cover that was taken away. `blocks`: what may not come in since."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="decision")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    action = models.TextField(choices=Action)
    reason = models.TextField(choices=ReportReason)
    message = models.TextField()
    image = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+")
    blocks = models.ManyToManyField(BlockedContent, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(action__in=Action.values), name="decision_action_known"),
            models.CheckConstraint(condition=Q(reason__in=ReportReason.values), name="decision_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.case_id}"


class Appeal(Entity):
    """What a team answers to a decision; `case` is where moderators look at it, one at a time."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="appeals")
    case = models.ForeignKey(Case, models.CASCADE, related_name="appeals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    message = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "case"], name="appealed_once")]

    def __str__(self) -> str:
        return f"{self.decision_id} in {self.case_id}"
