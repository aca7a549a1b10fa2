"""People for tests."""

from segue.accounts import services
from segue.accounts.models import User

PASSWORD = "slack-water-twice"


def make_user(username: str = "ines", *, is_operator: bool = False) -> User:
    """Verified, with PASSWORD and `<username>@example.org`."""
    return services.create_user(
        email=f"{username}@example.org", username=username, password=PASSWORD, is_operator=is_operator
    )
