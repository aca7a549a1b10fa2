"""The commands that make users and the operator's link."""

import getpass
import io
import sys
import warnings

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from segue.accounts.models import User
from segue.accounts.tests.browser import Browser
from segue.accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def create(monkeypatch: pytest.MonkeyPatch, *extra: str, password: str = PASSWORD, name: str = "ines") -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
    out = io.StringIO()
    arguments = ["--email", f"{name}@Example.org", "--username", name, "--password-stdin", *extra]
    call_command("create_user", *arguments, stdout=out)
    return out.getvalue()


def test_a_user_who_can_sign_in_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert create(monkeypatch) == "Created user ines <ines@example.org>.\n"
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert EmailAddress.objects.get(user=user).verified
    assert Browser().sign_in(PASSWORD, username="ines").status_code == 200


def test_an_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    assert create(monkeypatch, "--operator") == "Created operator ines <ines@example.org>.\n"
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, True)


@pytest.mark.parametrize(
    ("name", "password", "message"),
    [
        (
            "BOB",
            PASSWORD,
            "email: Another account has this e-mail address.; username: This username is taken. Choose another.",
        ),
        ("ines", "", "password: This password is too short. It must contain at least 8 characters."),
        ("ines", PASSWORD + " ", "password: A password can't begin or end with a space."),
        (
            "_x",
            PASSWORD,
            "username: Use 2 to 30 letters (a to z), digits, _ - or . and begin with a letter or digit.",
        ),
    ],
)
def test_a_refusal_is_one_line_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, name: str, password: str, message: str
) -> None:
    make_user("bob")
    with pytest.raises(CommandError) as refused:
        create(monkeypatch, name=name, password=password)
    assert str(refused.value) == message
    assert User.objects.count() == EmailAddress.objects.count() == 1


def test_the_terminal_asks_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([PASSWORD, PASSWORD, PASSWORD, "different"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    call_command("create_user", "--email", "ann@example.org", "--username", "ann", stdout=io.StringIO())
    with pytest.raises(CommandError, match=r"^The two passwords differ\. Nothing was created\.$"):
        call_command("create_user", "--email", "bob@example.org", "--username", "bob")
    assert [user.username for user in User.objects.all()] == ["ann"]


def test_without_a_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def warn(prompt: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return PASSWORD

    monkeypatch.setattr("getpass.getpass", warn)
    with pytest.raises(
        CommandError, match=r"^No password was typed\. Without a terminal, use --password-stdin\.$"
    ):
        call_command("create_user", "--email", "ann@example.org", "--username", "ann")
    assert User.objects.count() == 0
