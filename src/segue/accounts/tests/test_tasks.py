"""What has expired is removed, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from segue.accounts import services
from segue.accounts.models import OperatorInvite, User, UsernameHold
from segue.accounts.tasks import remove_expired_sessions
from segue.accounts.tests.browser import Browser, sign_up
from segue.accounts.tests.factories import make_user
from segue.kernel import clock

pytestmark = pytest.mark.django_db


def test_sessions_that_have_ended_go_and_others_stay() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="new", expire_date=now + timedelta(minutes=1))
    remove_expired_sessions()
    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_expired_invitations_go() -> None:
    services.issue_operator_invite()
    remove_expired_sessions()
    assert OperatorInvite.objects.count() == 1
    OperatorInvite.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    remove_expired_sessions()
    assert OperatorInvite.objects.count() == 0


def test_sign_ups_that_nobody_verified_give_their_names_back_after_a_week() -> None:
    make_user("bob")
    sign_up(Browser(), email="free@example.org", username="ann")
    sign_up(Browser(), email="bob@example.org", username="eve")
    remove_expired_sessions()
    assert (User.objects.count(), UsernameHold.objects.count()) == (2, 1)
    long_ago = clock.now() - timedelta(days=7, seconds=1)
    User.objects.update(date_joined=long_ago)
    UsernameHold.objects.update(created_at=long_ago)
    remove_expired_sessions()
    assert [user.username for user in User.objects.all()] == ["bob"]
    assert UsernameHold.objects.count() == 0
