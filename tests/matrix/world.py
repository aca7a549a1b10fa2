"""One artist with one release in one state, everybody who may have to do with it, and what they own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from allauth.account import app_settings
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from segue.accounts import services as accounts
from segue.accounts.models import Export, User
from segue.accounts.queries.exports import export_path
from segue.accounts.tests.factories import make_moderator, make_token, make_user
from segue.artists.models import Artist, Label
from segue.artists.services import invite
from segue.artists.tests.factories import add_member, make_artist, make_label
from segue.artists.types import Role, TeamKind
from segue.catalog import publishing, sharing
from segue.catalog.models import Credit, Genre, Lyrics, Release, Track
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.kernel import clock
from segue.kernel.http import Scope
from segue.media.models import Image, PersonImage
from segue.media.tests.factories import cover_image, make_image, start_processing
from segue.moderation.models import Case, Decision
from segue.moderation.types import Action, ReportReason, SubjectKind
from tests.matrix.actors import ACTORS, Actor

METHODS = "account_authentication_methods"
METHODS_OF = "account_authentication_methods_user"
SECRET = "Unheard 5f1c"
TEAM = {"analyst": Role.ANALYST, "uploader": Role.UPLOADER, "manager": Role.MANAGER, "banned": Role.OWNER}

LABEL_TEAM = {
    "label_analyst": Role.ANALYST,
    "label_uploader": Role.UPLOADER,
    "label_manager": Role.MANAGER,
}
LONG_AGO = timedelta(seconds=app_settings.REAUTHENTICATION_TIMEOUT + 1)
"""Since a proof that doesn't count any more."""


@dataclass(frozen=True)
class World:
    """`ids` fill the paths and bodies of rules; a client and headers stand for each actor."""

    ids: dict[str, str]
    people: dict[str, User]
    clients: dict[str, Client]
    headers: dict[str, dict[str, str]]
    track: Track
    avatar: Image
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, actor: str) -> Client:
        """With the cookies that it began with: an earlier try may have signed it out."""
        client = self.clients[actor]
        client.cookies.clear()
        if self.sessions[actor]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[actor]
        return client

    def fill(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.format(**self.ids)
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        return {name: self.fill(item) for name, item in value.items()} if isinstance(value, dict) else value


def build(state: str, *, enforce_csrf_checks: bool = False) -> World:
    people = _people()
    owner = people["owner"]
    artist, label = _teams(people)
    release = make_release(owner, artist, title=SECRET, publish_when_ready=False)
    track = add_track(owner, release, f"{SECRET}.flac")
    _bring_to(state, owner, release, track)
    _describe(release, track)
    clients = {actor.name: Client(enforce_csrf_checks=enforce_csrf_checks) for actor in ACTORS}
    sessions = {actor.name: _sign_in(clients[actor.name], actor, people) for actor in ACTORS}
    headers = {actor.name: _token(actor, people) for actor in ACTORS}
    ids = _ids(people, artist, label, release, track)
    User.objects.filter(pk=people["banned"].pk).update(is_active=False)
    avatar = make_image("guest")
    PersonImage.objects.create(user=people["guest"], image=avatar)
    Image.objects.filter(pk=make_image("sent").pk).update(source_sha256=sha256(cover_image()).hexdigest())
    track.refresh_from_db()
    return World(ids, people, clients, headers, track, avatar, sessions)


def _people() -> dict[str, User]:
    names = [actor.name for actor in ACTORS if actor.name != "visitor" and not actor.user]
    people = {
        name: make_user(name) for name in [*names, "member", "guest"] if name not in ("moderator", "operator")
    }
    people["moderator"] = make_moderator("moderator")
    people["operator"] = make_user("operator", is_operator=True)
    make_user("second_operator", is_operator=True)
    return people


def _teams(people: Mapping[str, User]) -> tuple[Artist, Label]:
    artist = make_artist(people["owner"])
    for name, role in TEAM.items():
        add_member(artist, people[name], role)
    add_member(artist, people["member"], Role.UPLOADER)
    make_artist(people["other_artist"], "Somebody Else")
    Artist.objects.filter(name="Somebody Else").update(verified_at=clock.now())
    label = make_label(people["owner"])
    for name, role in LABEL_TEAM.items():
        add_member(label, people[name], role)
    artist.label = label
    artist.save(update_fields=["label"])
    return artist, label


def _bring_to(state: str, owner: User, release: Release, track: Track) -> None:
    if state == "processing":
        start_processing(track.asset)
    elif state != "waiting":
        make_ready(track, with_cover=True)
        Release.objects.filter(pk=release.pk).update(cover=make_image(SECRET))
    if state in ("published", "withdrawn"):
        publishing.publish_release(owner, str(release.pk))
    if state == "withdrawn":
        publishing.withdraw_release(owner, str(release.pk))


def _describe(release: Release, track: Track) -> None:
    """With words, people, a genre and a picture that nobody else has."""
    Lyrics.objects.create(track=track, language="en", kind="plain", text=SECRET, lines=[])
    Credit.objects.create(release=release, track=track, name=SECRET, role="composer", position=0)
    genre = Genre.objects.create(name=SECRET, slug="unheard-5f1c")
    release.genres.add(genre)
    track.genres.add(genre)
    release.gallery.create(image=make_image(f"{SECRET} picture"), position=0, caption=SECRET)


def _sign_in(client: Client, actor: Actor, people: Mapping[str, User]) -> str:
    """The session's key; nobody's for visitors and tokens."""
    if actor.name == "visitor" or actor.scopes is not None:
        return ""
    client.force_login(people[actor.user or actor.name])
    session = client.session
    proven_at = clock.now() - (timedelta() if actor.is_proven else LONG_AGO)
    session.update(_proof(people[actor.user or actor.name], proven_at))
    session.save()
    key = str(session.session_key)
    if actor.name == "expired":
        Session.objects.filter(pk=key).update(expire_date=clock.now() - timedelta(seconds=1))
    return key


def _proof(person: User, at: datetime) -> dict[str, Any]:
    """What django-allauth notes when the password is given again."""
    record = {"method": "password", "at": at.timestamp(), "reauthenticated": True}
    return {METHODS: [record], METHODS_OF: str(person.pk)}


def _token(actor: Actor, people: Mapping[str, User]) -> dict[str, str]:
    if actor.scopes is None:
        return {}
    row, text = make_token(people[actor.user], *map(Scope, sorted(actor.scopes)))
    if not actor.is_signed_in:
        accounts.revoke_token(people[actor.user], row.pk)
    return {"Authorization": f"Bearer {text}"}


def _ids(
    people: Mapping[str, User], artist: Artist, label: Label, release: Release, track: Track
) -> dict[str, str]:
    owner = people["owner"]
    invitation = invite(owner, TeamKind.ARTISTS, str(artist.pk), email="new@example.org", role=Role.ANALYST)
    own = invite(owner, TeamKind.ARTISTS, str(artist.pk), email="listener@example.org", role=Role.ANALYST)
    sign_up, _ = accounts.invite(people["operator"], email="", note="", lifetime=timedelta(days=1))
    token, _ = make_token(owner, Scope.READ)
    app_password, _ = accounts.create_app_password(owner, name="Phone")
    share_link, _ = sharing.create_link(
        owner, str(release.pk), name="Press", expires_at=None, max_visits=None
    )
    rows = {
        "artist": artist,
        "label": label,
        "release": release,
        "track": track,
        "upload": track.asset,
        "member": people["member"],
        "guest": people["guest"],
        "invitation": invitation,
        "own_invitation": own,
        "sign_up_invitation": sign_up,
        "access_token": token,
        "app_password": app_password,
        "share_link": share_link,
        "genre": Genre.objects.get(name=SECRET),
        "picture": release.gallery.get(),
        "export": _export(owner),
        "verified": Artist.objects.get(name="Somebody Else"),
        "case": _case(artist, is_open=True),
        "notice": _notice(artist),
    }
    act = release.edits.filter(subject_kind="track").earliest("version").act
    return {name: str(row.pk) for name, row in rows.items()} | {"act": str(act)}


def _export(owner: User) -> Export:
    """A whole one."""
    export = Export.objects.create(user=owner, with_files=False, percent=100, file_name="mine.zip", bytes=3)
    export_path(export.file_name).write_bytes(b"zip")
    return export


def _case(artist: Artist, *, is_open: bool) -> Case:
    """What was reported of the artist's page."""
    about = {"subject_kind": SubjectKind.ARTIST, "subject_id": artist.pk, "subject_title": artist.name}
    return Case.objects.create(artist=artist, is_open=is_open, **about)


def _notice(artist: Artist) -> Decision:
    case = _case(artist, is_open=False)
    told = {"reason": ReportReason.OTHER, "message": "Say who sings."}
    return Decision.objects.create(case=case, action=Action.ASK_FOR_CHANGES, **told)
