"""People for tests."""

from segue.accounts import services
from segue.accounts.models import AccessToken, User
from segue.kernel.http import Scope

PASSWORD = "slack-water-twice"


def make_user(username: str = "ines", *, is_operator: bool = False) -> User:
    """Verified, with PASSWORD and `<username>@example.org`."""
    return services.create_user(
        email=f"{username}@example.org", username=username, password=PASSWORD, is_operator=is_operator
    )


def make_moderator(username: str = "mo") -> User:
    user = make_user(username)
    user.is_moderator = True
    user.save(update_fields=["is_moderator"])
    return user


def make_token(owner: User, *scopes: Scope) -> tuple[AccessToken, str]:
    """The row, and the text that a program sends."""
    return services.create_token(owner, name="Script", scopes=scopes)
