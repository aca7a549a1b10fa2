"""Passwords are hashed by Argon2id, a few at once, and the rest is told to come back."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from pytest_django import Settings

from segue.accounts import password_hashing
from segue.accounts.models import User
from segue.accounts.password_hashing import Gate, HashingBusy
from segue.accounts.tests.browser import Browser
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.kernel.http import problems

HASHERS = [
    "segue.accounts.password_hashing.BoundedArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SCHEMES = "$argon2id$v=19$m=19456,t=2,p=1$"


@pytest.fixture(autouse=True)
def _real_hashers(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = HASHERS


def test_a_password_is_hashed_by_argon2id_with_19_mib() -> None:
    encoded = make_password(PASSWORD)
    assert encoded.startswith(f"argon2{SCHEMES}")
    hasher = identify_hasher(encoded)
    assert hasher.verify(PASSWORD, encoded)
    assert not hasher.verify("another", encoded)


@pytest.mark.django_db
def test_an_older_hash_is_renewed_at_the_next_sign_in() -> None:
    make_user()
    User.objects.update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    assert Browser().sign_in("wrong-password", username="ines").status_code == 400
    assert User.objects.get().password.startswith("pbkdf2_sha256$")
    assert Browser().sign_in(PASSWORD, username="ines").status_code == 200
    assert User.objects.get().password.startswith(f"argon2{SCHEMES}")
    assert Browser().sign_in(PASSWORD, username="ines").status_code == 200


def test_no_more_than_its_places_are_taken_at_once() -> None:
    gate, lock = Gate(places=2, queue_length=30, patience_s=30), threading.Lock()
    at_once, most = 0, 0

    def work(_: int) -> None:
        nonlocal at_once, most
        with gate.place():
            with lock:
                at_once += 1
                most = max(most, at_once)
            make_password("x")
            with lock:
                at_once -= 1

    with ThreadPoolExecutor(32) as threads:
        list(threads.map(work, range(32)))
    assert (at_once, most) == (0, 2)


def test_who_finds_the_queue_full_is_refused_and_leaves_it_as_it_was() -> None:
    gate, is_inside, may_go = (
        Gate(places=1, queue_length=0, patience_s=30),
        threading.Event(),
        threading.Event(),
    )

    def hold() -> None:
        with gate.place():
            is_inside.set()
            may_go.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    is_inside.wait(30)
    for _ in range(3):
        with pytest.raises(HashingBusy), gate.place():
            pass
    may_go.set()
    holder.join()
    with gate.place():
        pass


def test_who_waits_too_long_is_refused() -> None:
    gate = Gate(places=1, queue_length=1, patience_s=0.01)
    with gate.place(), pytest.raises(HashingBusy), gate.place():
        pass
    with gate.place():
        pass


@pytest.mark.django_db
def test_signing_in_meanwhile_is_answered_with_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    make_user()
    monkeypatch.setattr(password_hashing, "gate", Gate(places=0, queue_length=0, patience_s=0))
    for name in ("ines", "nobody"):
        answer = Browser().sign_in(PASSWORD, username=name)
        assert (answer.status_code, answer.json()["code"]) == (503, "accounts.hashing_busy")
        assert answer["Retry-After"] == "2"


@pytest.mark.django_db
def test_nobody_fills_the_log_by_signing_in_often(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(password_hashing, "gate", Gate(places=0, queue_length=0, patience_s=0))
    monkeypatch.setattr(problems, "_warned_at", {})
    monkeypatch.setattr(problems, "WARNED_EVERY_S", 3600.0)
    for _ in range(3):
        assert Browser().sign_in(PASSWORD, username="ines").status_code == 503
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert record.levelno == logging.WARNING
    assert "accounts.hashing_busy" in str(record.msg)
    monkeypatch.setattr(problems, "WARNED_EVERY_S", 0.0)
    Browser().sign_in(PASSWORD, username="ines")
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 2
