"""Two people change a team at the same moment: an owner remains, and an invitation works once."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists import services
from segue.artists.errors import InvitationNotFound, LastOwner, MemberNotFound, NotOnTheTeam, RoleNotEnough
from segue.artists.models import Artist, Invitation, Membership
from segue.artists.tests.factories import add_member, make_listed_artist
from segue.artists.types import Role, TeamKind

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (LastOwner, RoleNotEnough, NotOnTheTeam, MemberNotFound, InvitationNotFound, IntegrityError)


def at_once(*acts: Callable[[], object]) -> list[type[Exception]]:
    """The kinds of refusal that there were."""
    start, refused = threading.Barrier(len(acts)), list[type[Exception]]()

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(10)
            act()
        except REFUSALS as error:
            refused.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def owners(artist: Artist) -> int:
    return Membership.objects.filter(team=artist.team, role=Role.OWNER).count()


@pytest.fixture
def pair() -> tuple[User, User]:
    return make_user("ines"), make_user("otto")


@pytest.fixture
def artist(pair: tuple[User, User]) -> Artist:
    artist = make_listed_artist(pair[0])
    add_member(artist, pair[1], Role.OWNER)
    return artist


@pytest.mark.parametrize(
    "ways", [("leave", "leave"), ("leave", "go"), ("go", "go"), ("remove", "remove"), ("demote", "leave")]
)
def test_of_two_owners_who_go_at_once_one_stays(
    ways: tuple[str, str], pair: tuple[User, User], artist: Artist
) -> None:
    def act(way: str, actor: User, other: User) -> None:
        if way == "leave":
            services.leave_team(actor, TeamKind.ARTISTS, artist.slug)
        elif way == "go":
            services.leave_every_team(actor.pk)
        elif way == "remove":
            services.remove_member(actor, TeamKind.ARTISTS, artist.slug, other.pk)
        else:
            services.change_role(actor, TeamKind.ARTISTS, artist.slug, actor.pk, role=Role.ANALYST)

    ines, otto = pair
    refused = at_once(lambda: act(ways[0], ines, otto), lambda: act(ways[1], otto, ines))
    assert len(refused) == 1
    assert refused[0] in (LastOwner, NotOnTheTeam)
    assert owners(artist) == 1


def test_two_owners_whose_accounts_go_at_once_behind_every_service_leave_one(
    pair: tuple[User, User], artist: Artist
) -> None:
    """The database's own guard, without the lock that services take first."""
    meet = threading.Barrier(2)

    def vanish(owner: User) -> None:
        with transaction.atomic():
            Membership.objects.filter(user=owner).delete()
            meet.wait(10)  # neither sees that the other has gone

    refused = at_once(lambda: vanish(pair[0]), lambda: vanish(pair[1]))
    assert refused == [IntegrityError]
    assert owners(artist) == 1


def test_an_invitation_that_two_bring_at_once_lets_one_in(pair: tuple[User, User], artist: Artist) -> None:
    from django.core import mail

    row = services.invite(pair[0], TeamKind.ARTISTS, artist.slug, email="new@example.org", role=Role.ANALYST)
    token = str(mail.outbox[0].body).split("/team-invitations#")[1].split()[0]
    ann, bob = make_user("ann"), make_user("bob")
    refused = at_once(
        lambda: services.accept(ann, row.pk, token=token), lambda: services.accept(bob, row.pk, token=token)
    )
    assert refused == [InvitationNotFound]
    assert (Membership.objects.filter(role=Role.ANALYST).count(), Invitation.objects.count()) == (1, 0)
