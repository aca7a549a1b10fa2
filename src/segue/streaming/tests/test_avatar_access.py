"""The file of a person's picture is served to those who may see the person's profile, and only as long."""

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel import capability
from segue.kernel.http.viewer import VISITOR
from segue.media.models import PersonImage
from segue.media.tests.factories import make_image
from segue.streaming.queries import may_have

pytestmark = pytest.mark.django_db


def test_a_picture_is_open_until_its_owner_hides_the_profile() -> None:
    ines = make_user("ines")
    browser = Client()
    browser.force_login(ines)
    PersonImage.objects.create(user=ines, image=make_image("face"))
    shown = Client().get("/api/v1/people/ines").json()["avatar"]
    granted = capability.parse(shown["url_256"])
    assert granted is not None
    viewer_keys = {"visitor": VISITOR + "a", "owner": str(browser.session.session_key), "nobody": ""}
    assert [may_have(granted, key) for key in viewer_keys.values()] == [True, True, False]
    User.objects.update(profile_visibility="nobody")
    assert [may_have(granted, key) for key in viewer_keys.values()] == [False, True, False]
    PersonImage.objects.all().delete()
    assert [may_have(granted, key) for key in viewer_keys.values()] == [False, False, False]
