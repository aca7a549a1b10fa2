"""Invitations: sent by e-mail, good once, for two weeks, and silent about who has an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from segue.accounts import queries as account_queries
from segue.accounts import services as account_services
from segue.accounts.models import User
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.accounts.types import SignUpMode
from segue.artists import services
from segue.artists.models import Artist, Invitation, Membership
from segue.artists.services import invitations
from segue.artists.services.invitations import LIFETIME
from segue.artists.tests.conftest import NAMES
from segue.artists.tests.factories import make_label
from segue.artists.types import Role, TeamKind
from segue.kernel import clock
from segue.kernel.audit.models import AuditEntry
from segue.kernel.testing import deliver_all_events

pytestmark = pytest.mark.django_db
JSON = "application/json"
MINE = "/api/v1/team-invitations"
Browsers = dict[str, Client]
People = dict[str, User]


def place(artist: Artist) -> str:
    return f"/api/v1/artists/{artist.slug}/team/invitations"


def invite(client: Client, artist: Artist, email: str = "mallory@example.org", role: str = "uploader") -> Any:
    return client.post(place(artist), {"email": email, "role": role}, content_type=JSON)


def mailed_token() -> str:
    """Of the letter that went last."""
    (token,) = re.findall(r"/team-invitations#(\S+)", str(mail.outbox[-1].body))
    return str(token)


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def roles(artist: Artist) -> dict[str, str]:
    return dict(Membership.objects.filter(team=artist.team).values_list("user__username", "role"))


def prove(browser: Client) -> None:
    """That it is still the same person."""
    fields = {"password": PASSWORD}
    again = browser.post("/_allauth/browser/v1/auth/reauthenticate", fields, content_type=JSON)
    assert again.status_code == 200


@pytest.mark.parametrize("actor", [*NAMES, "mallory", ""])
@pytest.mark.parametrize("role", Role)
def test_owners_invite_anyone_managers_those_below(
    actor: str, role: Role, heron: Artist, browsers: Browsers
) -> None:
    may = actor == "ines" or (actor == "mia" and role in (Role.UPLOADER, Role.ANALYST))
    if actor:
        prove(browsers[actor])
    answer = invite(browsers[actor], heron, "new@example.org", role)
    assert (answer.status_code == 201, Invitation.objects.count(), len(mail.outbox)) == (may, may, may)


def test_the_letter_leads_to_an_invitation_that_works_once(
    heron: Artist, people: People, browsers: Browsers, said: list[Any]
) -> None:
    shown = invite(browsers["ines"], heron, "Mallory@Example.org").json()
    assert (shown["email"], shown["role"], shown["invited_by"]) == ("mallory@example.org", "uploader", "ines")
    (letter,) = mail.outbox
    assert (letter.to, "Paper Heron" in letter.subject) == (["mallory@example.org"], True)
    assert "ines invites you to the team of Paper Heron on Segue, as uploader." in str(letter.body)
    seen = browsers[""].get(f"{MINE}/by-token?token={mailed_token()}").json()
    assert (seen["id"], seen["role"], seen["invited_by"]) == (shown["id"], "uploader", "ines")
    assert seen["team"] == {
        "kind": "artists",
        "id": str(heron.pk),
        "name": "Paper Heron",
        "slug": "paper-heron",
    }
    assert "email" not in seen

    answer = browsers["mallory"].put(f"{MINE}/{shown['id']}", {"token": mailed_token()}, content_type=JSON)
    assert (answer.status_code, answer.json()["role"]) == (200, "uploader")
    assert roles(heron) == NAMES | {"mallory": "uploader"}
    deliver_all_events()
    (joined,) = said
    assert (joined.name, joined.subject_id) == ("artists.member_joined", heron.pk)
    assert (joined.user_id, joined.role) == (people["mallory"].pk, Role.UPLOADER)

    again = make_user("late")
    client = Client()
    client.force_login(again)
    answer = client.put(f"{MINE}/{shown['id']}", {"token": mailed_token()}, content_type=JSON)
    assert refused(answer) == (404, "artists.invitation_not_found")
    assert "late" not in roles(heron)


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER])
def test_becoming_an_owner_is_on_record(
    role: Role, heron: Artist, people: People, browsers: Browsers
) -> None:
    prove(browsers["ines"])
    shown = invite(browsers["ines"], heron, role=role).json()
    answer = browsers["mallory"].put(f"{MINE}/{shown['id']}", {"token": mailed_token()}, content_type=JSON)
    assert (answer.status_code, roles(heron)["mallory"]) == (200, role)
    rows = AuditEntry.objects.filter(action="artists.role_changed")
    told = [(row.actor_id, row.subject_kind, row.subject_id, row.before, row.after) for row in rows]
    mallory = people["mallory"].pk
    after = {"user_id": str(mallory), "role": "owner"}
    assert told == ([(mallory, "artist", str(heron.pk), {}, after)] if role is Role.OWNER else [])


@pytest.mark.parametrize("mode", SignUpMode)
def test_the_letter_shows_the_way_to_an_account(mode: SignUpMode, heron: Artist, browsers: Browsers) -> None:
    account_services.set_sign_up_mode(make_user("opal", is_operator=True), mode)
    for email in ("mallory@example.org", "nobody@example.org"):
        invite(browsers["ines"], heron, email)
    links = [re.findall(r"/sign-up\S*", str(letter.body)) for letter in mail.outbox]
    if mode is SignUpMode.OPEN:
        assert links == [["/sign-up?next=/team-invitations"]] * 2
    elif mode is SignUpMode.CLOSED:
        assert links == [[], []]
    else:
        pattern = r"/sign-up\?invitation=([^&]+)&next=/team-invitations"
        tokens = [token for (link,) in links for token in re.findall(pattern, link)]
        found = [account_queries.find_open_invitation(token) for token in tokens]
        assert [one and one.email for one in found] == ["mallory@example.org", "nobody@example.org"]


def test_the_token_is_kept_as_a_hash_only(heron: Artist, people: People) -> None:
    row = services.invite(
        people["ines"], TeamKind.ARTISTS, heron.slug, email="a@example.org", role=Role.ANALYST
    )
    assert mailed_token() not in str(Invitation.objects.values().get())
    assert (len(row.token_hash), len(mailed_token())) == (64, 43)


def test_whoever_has_the_address_needs_no_token(heron: Artist, browsers: Browsers) -> None:
    shown = invite(browsers["ines"], heron).json()
    mine = browsers["mallory"].get(MINE).json()["items"]
    assert [(item["id"], item["team"]["name"], item["role"]) for item in mine] == [
        (shown["id"], "Paper Heron", "uploader")
    ]
    for name in ("ulf", "ines"):
        assert browsers[name].get(MINE).json()["items"] == []
        answer = browsers[name].put(f"{MINE}/{shown['id']}", {}, content_type=JSON)
        assert refused(answer) == (404, "artists.invitation_not_found")
    assert browsers["mallory"].put(f"{MINE}/{shown['id']}", {}, content_type=JSON).status_code == 200
    assert roles(heron)["mallory"] == "uploader"


def test_an_address_that_is_not_confirmed_opens_nothing(
    heron: Artist, people: People, browsers: Browsers
) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=people["mallory"], email="boss@example.org", verified=False)
    shown = invite(browsers["ines"], heron, "boss@example.org").json()
    assert browsers["mallory"].get(MINE).json()["items"] == []
    answer = browsers["mallory"].put(f"{MINE}/{shown['id']}", {}, content_type=JSON)
    assert refused(answer) == (404, "artists.invitation_not_found")
    assert "mallory" not in roles(heron)


def test_the_answer_is_the_same_for_every_address(heron: Artist, browsers: Browsers) -> None:
    """Of an account, of nobody, of somebody on the team."""
    found = []
    for email in ("mallory@example.org", "nobody2@example.org", "ulf@example.org", "ines@example.org"):
        answer = invite(browsers["ines"], heron, email)
        varying = {"id": "", "expires_at": "", "email": ""}
        found.append((answer.status_code, answer.json() | varying, len(mail.outbox)))
        Invitation.objects.all().delete()
        mail.outbox.clear()
    assert found == [found[0]] * 4
    assert found[0][0] == 201


def test_whoever_is_on_the_team_keeps_their_role(heron: Artist, browsers: Browsers, said: list[Any]) -> None:
    shown = invite(browsers["ines"], heron, "ines@example.org", "analyst").json()
    answer = browsers["ines"].put(f"{MINE}/{shown['id']}", {}, content_type=JSON)
    assert (answer.status_code, answer.json()["role"]) == (200, "owner")
    deliver_all_events()
    assert (roles(heron), Invitation.objects.count(), said) == (NAMES, 0, [])


def test_an_invitation_ends_after_two_weeks(
    heron: Artist, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = invite(browsers["ines"], heron).json()
    now = clock.now()
    assert timedelta(days=13, hours=23) < Invitation.objects.get().expires_at - now <= LIFETIME
    Invitation.objects.update(expires_at=now)
    answer = browsers["mallory"].put(f"{MINE}/{shown['id']}", {"token": mailed_token()}, content_type=JSON)
    assert refused(answer) == (404, "artists.invitation_not_found")
    seen = browsers[""].get(f"{MINE}/by-token?token={mailed_token()}")
    assert refused(seen) == (404, "artists.invitation_not_found")
    assert browsers["mallory"].get(MINE).json()["items"] == []
    assert roles(heron) == NAMES


def test_what_a_suspended_person_sent_does_not_work(
    heron: Artist, people: People, browsers: Browsers
) -> None:
    shown = invite(browsers["mia"], heron).json()
    User.objects.filter(pk=people["mia"].pk).update(is_active=False)
    answer = browsers["mallory"].put(f"{MINE}/{shown['id']}", {"token": mailed_token()}, content_type=JSON)
    assert refused(answer) == (404, "artists.invitation_not_found")
    assert roles(heron) == NAMES


def test_a_second_invitation_takes_the_first_one_s_place(heron: Artist, browsers: Browsers) -> None:
    invite(browsers["ines"], heron, role="analyst")
    first = mailed_token()
    prove(browsers["ines"])
    invite(browsers["ines"], heron, role="manager")
    assert Invitation.objects.get().role == "manager"
    assert browsers[""].get(f"{MINE}/by-token?token={first}").status_code == 404
    # But nobody takes an owner's offer back who couldn't have made it.
    assert refused(invite(browsers["mia"], heron, role="analyst")) == (403, "artists.role_not_enough")
    assert Invitation.objects.get().role == "manager"


@pytest.mark.parametrize("actor", [*NAMES, "mallory", ""])
@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
def test_who_may_withdraw(actor: str, role: Role, heron: Artist, browsers: Browsers) -> None:
    prove(browsers["ines"])
    shown = invite(browsers["ines"], heron, "new@example.org", role).json()
    may = actor == "ines" or (actor == "mia" and role is Role.ANALYST)
    answer = browsers[actor].delete(f"{place(heron)}/{shown['id']}")
    assert (answer.status_code == 204, Invitation.objects.count()) == (may, 0 if may else 1)


def test_an_invitation_of_another_team_is_not_there(
    heron: Artist, people: People, browsers: Browsers
) -> None:
    label = make_label(people["mallory"])
    other = services.invite(
        people["mallory"], TeamKind.LABELS, label.slug, email="a@example.org", role=Role.ANALYST
    )
    answer = browsers["ines"].delete(f"{place(heron)}/{other.pk}")
    assert refused(answer) == (404, "artists.invitation_not_found")
    assert Invitation.objects.count() == 1


def test_only_those_who_decide_see_invitations(heron: Artist, browsers: Browsers) -> None:
    invite(browsers["ines"], heron, "new@example.org")
    seen = {name: browsers[name].get(place(heron).removesuffix("/invitations")).json() for name in NAMES}
    assert {name: [one["email"] for one in team["invitations"]] for name, team in seen.items()} == {
        "ines": ["new@example.org"],
        "mia": ["new@example.org"],
        "ulf": [],
        "ana": [],
    }


@pytest.mark.parametrize("way", ["token", "address"])
def test_to_decline_ends_it(way: str, heron: Artist, browsers: Browsers) -> None:
    shown = invite(browsers["ines"], heron).json()
    assert browsers["ulf"].delete(f"{MINE}/{shown['id']}").status_code == 404
    assert browsers["ulf"].delete(f"{MINE}/{shown['id']}?token=guess").status_code == 404
    query = f"?token={mailed_token()}" if way == "token" else ""
    actor = "ulf" if way == "token" else "mallory"
    assert browsers[actor].delete(f"{MINE}/{shown['id']}{query}").status_code == 204
    assert (Invitation.objects.count(), roles(heron)) == (0, NAMES)


def test_a_token_opens_only_its_own_invitation(heron: Artist, browsers: Browsers) -> None:
    invite(browsers["ines"], heron, "first@example.org")
    other = mailed_token()
    shown = invite(browsers["ines"], heron, "second@example.org").json()
    answer = browsers["mallory"].put(f"{MINE}/{shown['id']}", {"token": other}, content_type=JSON)
    assert refused(answer) == (404, "artists.invitation_not_found")
    assert (Invitation.objects.count(), roles(heron)) == (2, NAMES)


def test_invitations_end_with_the_place_of_who_sent_them(
    heron: Artist, people: People, browsers: Browsers
) -> None:
    invite(browsers["mia"], heron)
    services.remove_member(people["ines"], TeamKind.ARTISTS, heron.slug, people["mia"].pk)
    assert browsers["mallory"].get(MINE).json()["items"] == []
    assert not Invitation.objects.exists()


def test_a_team_is_full_at_some_point(
    heron: Artist, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MAX_TEAM", 5)
    assert invite(browsers["ines"], heron).status_code == 201
    answer = invite(browsers["ines"], heron, "new@example.org")
    assert refused(answer) == (409, "artists.team_is_full")
    assert (Invitation.objects.count(), len(mail.outbox)) == (1, 1)
    # The same person once more isn't one more.
    assert invite(browsers["ines"], heron).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        {"email": "nobody", "role": "analyst"},
        {"email": "a@example.org\nBcc: b@example.org", "role": "analyst"},
        {"email": "a\x00@example.org", "role": "analyst"},
        {"email": "a@example.org", "role": "editor"},
        {"email": "a@example.org"},
        {"email": "a@example.org", "role": "analyst", "invited_by": "mallory"},
        {"email": "a@example.org", "role": "analyst", "team_id": "01a2041d-23e0-74a2-959d-28f5c15c277a"},
    ],
)
def test_what_makes_no_invitation(body: dict[str, str], heron: Artist, browsers: Browsers) -> None:
    answer = browsers["ines"].post(place(heron), body, content_type=JSON)
    assert refused(answer) == (422, "http.invalid")
    assert (Invitation.objects.count(), mail.outbox) == (0, [])
