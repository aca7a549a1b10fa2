"""Everything that accounts keep of a person is in the zip, and no secret."""

import json
import zipfile
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test.utils import CaptureQueriesContext

from segue.accounts import ports, services
from segue.accounts.models import User
from segue.accounts.ports import ExportFile, FileGone, json_document
from segue.accounts.tests.exports.running import MB, packed, run, song
from segue.accounts.tests.factories import make_user
from segue.kernel import audit
from segue.kernel.http import Scope
from segue.kernel.jobs.models import JobState

pytestmark = pytest.mark.django_db


def test_everything_that_accounts_keep_is_in_it_and_no_secret(ines: User) -> None:
    token, text = services.create_token(ines, name="Backup script", scopes=[Scope.READ])
    app_password, secret = services.create_app_password(ines, name="Radio")
    Authenticator.objects.create(user=ines, type="webauthn", data={"name": "Yubikey", "credential": "c0ffee"})
    SocialAccount.objects.create(user=ines, provider="oidc", uid="ines-7")
    services.change_profile(ines, name="Inês", bio="Tapes.", username="reis")
    export = services.start_export(ines, with_files=False)
    assert run(export).state == JobState.DONE
    with packed(export) as archive:
        assert archive.testzip() is None
        documents = {
            name.removeprefix("account/").removesuffix(".json"): json.loads(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".json")
        }
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert archive.namelist()[0] == "README.txt"
    (account,) = documents["account"]
    assert (account["username"], account["name"], account["bio"]) == ("reis", "Inês", "Tapes.")
    assert documents["email-addresses"] == [{"email": "ines@example.org", "verified": True, "primary": True}]
    assert [row["username"] for row in documents["former-usernames"]] == ["ines"]
    assert [row["with_files"] for row in documents["exports"]] == [False]
    assert [(row["name"], row["scopes"]) for row in documents["access-tokens"]] == [
        ("Backup script", ["read"])
    ]
    assert [(row["name"], row["scopes"]) for row in documents["app-passwords"]] == [
        ("Radio", ["listen", "write"])
    ]
    (passkey,) = documents["second-factors-and-passkeys"]
    assert (passkey["type"], passkey["data__name"]) == ("webauthn", "Yubikey")
    assert [row["uid"] for row in documents["sign-in-providers"]] == ["ines-7"]
    secrets = (
        text,
        token.token_hash,
        secret,
        app_password.secret,
        app_password.secret_hash,
        ines.password,
        "c0ffee",
    )
    assert [value for value in secrets if value in everything] == []
    assert "password" not in account


def test_of_the_audit_log_come_ones_own_acts_and_what_was_done_to_one(ines: User) -> None:
    operator = make_user("op", is_operator=True)
    audit.record(ines, "test.own_act", subject=("release", ines.pk))
    audit.record(operator, "test.done_to_ines", subject=("person", ines.pk), reason="Spam")
    audit.record(operator, "test.foreign", subject=("person", operator.pk))
    export = services.start_export(ines, with_files=False)
    run(export)
    with packed(export) as archive:
        entries = json.loads(archive.read("account/audit-log.json"))
    assert [(row["action"], row["is_own_act"], row["reason"]) for row in entries] == [
        ("test.own_act", True, ""),
        ("test.done_to_ines", False, "Spam"),
    ]
    assert "op" not in {str(value) for row in entries for value in row.values()}


def test_original_files_come_only_if_wanted_and_are_not_compressed(ines: User) -> None:
    ports.register_export(
        "media", lambda user_id: [song(), json_document("media/uploads.json", lambda: [{"a": 1}])]
    )
    export = services.start_export(ines, with_files=False)
    run(export)
    with packed(export) as archive:
        assert [name for name in archive.namelist() if name.startswith("media")] == ["media/uploads.json"]
        assert archive.read("media/uploads.json") == b'[\n{"a": 1}\n]\n'
    export = services.start_export(ines, with_files=True)
    run(export)
    with packed(export) as archive:
        entry = archive.getinfo("media/originals/1/take.wav")
        assert (entry.file_size, entry.compress_size, entry.compress_type) == (
            3 * MB,
            3 * MB,
            zipfile.ZIP_STORED,
        )


def _raise_gone() -> bytes:
    raise FileGone


def test_a_file_that_is_gone_is_named_and_stops_nothing(ines: User) -> None:
    def gone() -> Iterator[bytes]:
        yield from (_raise_gone() for _ in range(1))

    lost = ExportFile("media/originals/0/lost.wav", gone, is_original=True, size_bytes=5)
    ports.register_export("media", lambda user_id: [lost, song()])
    export = services.start_export(ines, with_files=True)
    run(export)
    with packed(export) as archive:
        assert "media/originals/1/take.wav" in archive.namelist()
        assert lost.path not in archive.namelist()
        assert lost.path in archive.read("missing-files.txt").decode()


def test_a_list_of_many_rows_is_read_in_batches(ines: User) -> None:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        list(ports.exports()["accounts"](ines.pk))
    assert len(captured) == 0  # documents are read when they are written, not before
