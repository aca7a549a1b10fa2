"""Pages load from here alone, and media from the bucket that holds them."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.test import Client
from pydantic import SecretStr

from segue.config.content_policy import FROM_STORAGE, content_security_policy
from segue.kernel.storage import LocalStorage
from segue.kernel.storage.location import open_storage


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def test_media_on_this_disk_need_no_other_origin(tmp_path: Path) -> None:
    policy = directives(content_security_policy([LocalStorage(tmp_path)]))
    assert {name: policy[name] for name in FROM_STORAGE} == {
        "img-src": ["'self'", "blob:", "data:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
    }
    assert "://" not in str(policy)


def test_a_bucket_may_be_listened_to_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keys = {"s3_access_key": SecretStr("a"), "s3_secret_key": SecretStr("s" * 40), "data_dir": tmp_path}
    monkeypatch.setattr(current, "SEGUE", current.SEGUE.model_copy(update=keys))
    bucket = open_storage("s3://music/segue?endpoint=https://s3.example.org:9000&region=eu-1")
    policy = directives(content_security_policy([bucket, bucket]))
    for name, sources in policy.items():
        expected = ["https://s3.example.org:9000"] if name in FROM_STORAGE else []
        assert [source for source in sources if "://" in source] == expected


@pytest.mark.django_db
def test_pages_carry_the_policy(client: Client) -> None:
    page, again = client.get("/sign-in"), client.get("/sign-in")
    policy = directives(page.headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    nonce, dynamic = policy["script-src"]
    assert dynamic == "'strict-dynamic'"
    assert "unsafe" not in str(policy)
    assert len(nonce.removeprefix("'nonce-").removesuffix("'")) == 22
    assert page.headers["Content-Security-Policy"] != again.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_scripts_of_a_page_carry_its_own_nonce(client: Client, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<script src="/a.js" nonce="SEGUE_NONCE"></script>')
    settings.SEGUE = settings.SEGUE.model_copy(update={"web_dist": tmp_path})
    page = client.get("/")
    nonce = directives(page.headers["Content-Security-Policy"])["script-src"][0].removeprefix("'nonce-")
    assert page.content.decode() == f'<script src="/a.js" nonce="{nonce.rstrip(chr(39))}"></script>'
