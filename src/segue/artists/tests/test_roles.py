"""What each role may do: the whole table, on an artist, through its label, and in the WHERE clause."""

import pytest

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists import policies, queries
from segue.artists.errors import NotOnTheTeam, RoleNotEnough
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member, make_artist, make_label
from segue.artists.types import ABILITIES, LABEL_ABILITIES, Ability, Role, ability_over, roles_with

pytestmark = pytest.mark.django_db
#                  owner manager uploader analyst, each on their artist
EXPECTED = {
    Ability.SEE_UNPUBLISHED: "yes yes yes yes",
    Ability.SEE_ANALYTICS: "yes yes no yes",
    Ability.UPLOAD: "yes yes yes no",
    Ability.EDIT: "yes yes no no",
    Ability.PUBLISH: "yes yes no no",
    Ability.DELETE: "yes yes no no",
    Ability.MANAGE_TEAM: "yes yes no no",
    Ability.MANAGE_OWNERS: "yes no no no",
    Ability.DELETE_ARTIST: "yes no no no",
}
CELLS = [
    (role, ability, verdict == "yes")
    for ability, row in EXPECTED.items()
    for role, verdict in zip(Role, row.split(), strict=True)
]


def test_the_table_speaks_of_every_ability() -> None:
    assert set(EXPECTED) == set(Ability)
    assert len(CELLS) == len(Role) * len(Ability) == 36
    assert set(ABILITIES) == set(LABEL_ABILITIES) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_the_table_says(role: Role) -> None:
    artist = make_artist(make_user("ines"))
    member = artist.team.memberships.get().user if role is Role.OWNER else make_user("emil")
    if role is not Role.OWNER:
        add_member(artist, member, role)
    expected = {ability: may for cell_role, ability, may in CELLS if cell_role is role}
    assert {ability: policies.can(member, artist.pk, ability) for ability in Ability} == expected
    found = queries.roles_of(member).abilities_on(artist)
    assert {ability: ability in found for ability in Ability} == expected
    for ability, may in expected.items():
        if may:
            assert policies.require(member, artist, ability) == found
        else:
            with pytest.raises(RoleNotEnough):
                policies.require(member, artist, ability)


@pytest.mark.parametrize("role", Role)
def test_a_label_s_members_have_their_role_on_its_artists_but_never_an_owner_s_last_word(role: Role) -> None:
    artist, label_owner = make_artist(make_user("ines")), make_user("lena")
    label = make_label(label_owner)
    Artist.objects.filter(pk=artist.pk).update(label=label)
    artist.refresh_from_db()
    member = label_owner if role is Role.OWNER else make_user("emil")
    if role is not Role.OWNER:
        add_member(label, member, role)
    own_last_word = {Ability.MANAGE_OWNERS, Ability.DELETE_ARTIST}
    expected = {ability: may and ability not in own_last_word for cell, ability, may in CELLS if cell is role}
    assert {ability: policies.can(member, artist.pk, ability) for ability in Ability} == expected
    found = queries.roles_of(member).abilities_on(artist)
    assert {ability: ability in found for ability in Ability} == expected


def test_two_roles_add_up(django_assert_num_queries: object) -> None:
    artist, emil = make_artist(make_user("ines")), make_user("emil")
    label = make_label(make_user("lena"))
    Artist.objects.filter(pk=artist.pk).update(label=label)
    artist.refresh_from_db()
    add_member(artist, emil, Role.UPLOADER)
    add_member(label, emil, Role.ANALYST)
    assert queries.roles_of(emil).abilities_on(artist) == {
        *(Ability.SEE_UNPUBLISHED, Ability.SEE_ANALYTICS, Ability.UPLOAD),
    }
    assert queries.artists_of(emil).count() == 1


def test_strangers_and_visitors_may_nothing() -> None:
    from django.contrib.auth.models import AnonymousUser

    artist, stranger = make_artist(make_user("ines")), make_user("mallory")
    make_artist(stranger, "Somebody Else")
    for viewer in (stranger, AnonymousUser()):
        assert [ability for ability in Ability if policies.can(viewer, artist.pk, ability)] == []
        with pytest.raises(NotOnTheTeam):
            policies.require(viewer, artist)


def test_who_may_give_which_role() -> None:
    assert {role: ability_over(role) for role in Role} == {
        Role.OWNER: Ability.MANAGE_OWNERS,
        Role.MANAGER: Ability.MANAGE_OWNERS,
        Role.UPLOADER: Ability.MANAGE_TEAM,
        Role.ANALYST: Ability.MANAGE_TEAM,
    }
    assert roles_with(Ability.DELETE_ARTIST) == [Role.OWNER]
    assert roles_with(Ability.DELETE_ARTIST, LABEL_ABILITIES) == []


def test_everyone_on_the_team_and_its_label_is_told_once() -> None:
    ines, emil, lena = make_user("ines"), make_user("emil"), make_user("lena")
    artist, label = make_artist(ines), make_label(lena)
    add_member(artist, emil, Role.ANALYST)
    add_member(label, emil, Role.MANAGER)
    assert set(queries.team_user_ids(artist.pk)) == {ines.pk, emil.pk}
    Artist.objects.filter(pk=artist.pk).update(label=label)
    told = queries.team_user_ids(artist.pk)
    assert (set(told), len(told)) == ({ines.pk, emil.pk, lena.pk}, 3)


def test_a_viewer_s_roles_are_read_in_one_query(django_assert_num_queries: object) -> None:
    owner: User = make_user("ines")
    for number in range(3):
        make_artist(owner, f"Artist {number}")
    artists = list(queries.artists())
    with django_assert_num_queries(1):  # type: ignore[operator]
        roles = queries.roles_of(owner)
        assert [len(roles.abilities_on(artist)) for artist in artists] == [9, 9, 9]
