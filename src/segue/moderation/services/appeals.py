"""What a team answers to a decision: it goes to the queue again."""

import uuid

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists import queries as artist_queries
from segue.artists.types import Ability
from segue.kernel.realtime import push_on_commit
from segue.kernel.text import paragraphs
from segue.moderation import queries
from segue.moderation.errors import AppealUnderWay, NothingToAppeal
from segue.moderation.models import Appeal, Decision
from segue.moderation.push import NoticesChanged
from segue.moderation.services.locks import get_or_open, lock_subject
from segue.moderation.types import Subject, SubjectKind


@transaction.atomic
def appeal(actor: Viewer, ref: str, notice_id: uuid.UUID, *, message: str) -> Decision:
    """One at a time for each decision. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough, NoticeNotFound,
    NothingToAppeal, AppealUnderWay."""
    artist = queries.require_team(actor, ref, Ability.PUBLISH)
    seen = queries.get_notice(artist, notice_id).case
    kind = SubjectKind(seen.subject_kind)
    lock_subject(kind, seen.subject_id)
    decision = queries.get_notice(artist, notice_id)
    if not queries.is_answerable(decision):
        raise NothingToAppeal
    if decision.appeals.filter(case__is_open=True).exists():
        raise AppealUnderWay
    now = queries.find_subject(kind, decision.case.subject_id)
    gone = Subject(
        kind, decision.case.subject_id, decision.case.subject_title, artist.pk, is_taken_down=False
    )
    case = get_or_open(now or gone)
    Appeal.objects.create(
        decision=decision, case=case, author_id=person_id(actor), message=paragraphs(message)
    )
    push_on_commit(artist_queries.team_user_ids(artist.pk), NoticesChanged(id=artist.pk))
    return queries.get_notice(artist, notice_id)
