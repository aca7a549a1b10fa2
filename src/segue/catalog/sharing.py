"""Share links: what lets press and friends see and hear one release, whatever its state."""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from segue.accounts.queries import token_hash
from segue.accounts.types import Viewer, person_id
from segue.artists.types import Ability
from segue.catalog.errors import ExpiryNotUsable, ShareLinkNotFound, ShareLinkOver, TooManyShareLinks
from segue.catalog.locks import find_own_release, lock_own_release, tell_team
from segue.catalog.models import ShareLink
from segue.kernel import clock
from segue.kernel.text import one_line

MAX_LINKS = 100
"""Of a release; revoked ones don't count."""
MAX_LIFETIME = timedelta(days=731)
TOKEN_BYTES = 32
UNNAMED = "Private link"


@transaction.atomic
def create_link(
    actor: Viewer, ref: str, *, name: str, expires_at: datetime | None, max_visits: int | None
) -> tuple[ShareLink, str]:
    """With its token, which nobody can read again. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough,
    ExpiryNotUsable, TooManyShareLinks."""
    _require_usable(expires_at)
    release = lock_own_release(actor, ref, Ability.PUBLISH)
    if release.share_links.filter(revoked_at=None).count() >= MAX_LINKS:
        raise TooManyShareLinks
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = ShareLink.objects.create(
        release=release,
        made_by_id=person_id(actor),
        name=one_line(name) or UNNAMED,
        token_hash=token_hash(token),
        expires_at=expires_at,
        max_visits=max_visits,
    )
    tell_team(release)
    return link, token


def links_of(actor: Viewer, ref: str) -> QuerySet[ShareLink]:
    """Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    release = find_own_release(actor, ref, Ability.PUBLISH)
    return ShareLink.objects.filter(release=release).select_related("made_by")


@transaction.atomic
def revoke_link(actor: Viewer, ref: str, link_id: uuid.UUID) -> None:
    """Whoever opened it sees and hears nothing more; again is fine. Raises ReleaseNotFound, NotOnTheTeam,
    RoleNotEnough, ShareLinkNotFound."""
    release = lock_own_release(actor, ref, Ability.PUBLISH)
    links = ShareLink.objects.filter(pk=link_id, release=release)
    if links.filter(revoked_at=None).update(revoked_at=Now()):
        tell_team(release)
    elif not links.exists():
        raise ShareLinkNotFound


@transaction.atomic
def open_link(token: str, guest: str) -> ShareLink:
    """For this browser (see `ShareVisit`), which may come again. Raises ShareLinkOver."""
    link = _open_links().filter(token_hash=token_hash(token)).select_for_update(of=("self",)).first()
    if link is None:
        raise ShareLinkOver
    changes: dict[str, Any] = {"last_visited_at": Now()}
    if not link.visits.filter(guest=guest).exists():
        if link.max_visits is not None and link.visit_count >= link.max_visits:
            raise ShareLinkOver
        link.visits.create(guest=guest)
        changes["visit_count"] = F("visit_count") + 1
    ShareLink.objects.filter(pk=link.pk).update(**changes)
    return link


def _open_links() -> QuerySet[ShareLink]:
    lasting = Q(expires_at=None) | Q(expires_at__gt=Now())
    rows = ShareLink.objects.filter(lasting, revoked_at=None).select_related("release")
    return rows.filter(release__removed_at=None, release__taken_down_at=None)


def _require_usable(expires_at: datetime | None) -> None:
    if expires_at is None:
        return
    if expires_at.tzinfo is None:
        raise ExpiryNotUsable(
            "Say in which time zone that is, such as 2027-05-31T20:00:00+02:00, or Z for UTC."
        )
    now = clock.database_now()
    if not now < expires_at <= now + MAX_LIFETIME:
        raise ExpiryNotUsable("Choose a moment from now on, and within two years.")
