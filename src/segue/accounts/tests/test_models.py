"""What the database itself refuses about users."""

import pytest
from django.db import IntegrityError

from segue.accounts.models import User

pytestmark = pytest.mark.django_db


def test_user_names_differ_by_more_than_case() -> None:
    User.objects.create_user("ines", "ines@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create_user("INES", "other@example.org")


@pytest.mark.parametrize("name", ["i", "..", "_ines", "ines reis", "inês", "ines\n", "%", "i" * 31, ""])
def test_the_database_itself_refuses_odd_names(name: str) -> None:
    with pytest.raises(IntegrityError):
        User(username=name, email="ines@example.org").save()


@pytest.mark.parametrize("name", ["in", "Ines.Reis", "0_o", "a-b", "i" * 30])
def test_plain_names_are_fine(name: str) -> None:
    User(username=name, email="ines@example.org").save()
    assert User.objects.get().username == name
