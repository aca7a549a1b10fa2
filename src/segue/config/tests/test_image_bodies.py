"""Which requests may carry an image, and so more than a megabyte."""

import pytest

from segue.config.asgi import IMAGE


@pytest.mark.parametrize(
    ("path", "is_image"),
    [
        ("/api/v1/me/avatar", True),
        ("/api/v1/releases/low-tide/cover", True),
        ("/api/v1/me/avatar/", False),
        ("/api/v1/me/profile", False),
        ("/api/v1/people/avatar", False),
    ],
)
def test_only_covers_and_pictures_of_people_are_large(path: str, is_image: bool) -> None:
    assert bool(IMAGE.fullmatch(path)) is is_image
