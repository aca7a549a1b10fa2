"""The list of providers that people sign in with."""

import json
from pathlib import Path
from typing import Any

import pytest

from segue.env import SettingsError, given_settings, load_settings
from segue.env.settings import variable_names
from segue.env.settings.accounts import AccountsSettings
from segue.env.settings.topic import is_secret

HOME = {
    "id": "home",
    "name": "Home",
    "issuer": "https://id.example.org/realms/music",
    "client_id": "segue",
    "client_secret": "hush-hush",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for name in variable_names().values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SEGUE_DATA", str(tmp_path))
    return monkeypatch


def test_providers_are_read_and_their_secrets_shown_nowhere(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUE_OIDC", json.dumps([HOME, {**HOME, "id": "other", "name": "Other"}]))
    settings = load_settings()
    first, second = settings.oidc
    assert (first.id, first.name, first.issuer) == ("home", "Home", "https://id.example.org/realms/music")
    assert (first.client_secret.get_secret_value(), second.id) == ("hush-hush", "other")
    assert "hush-hush" not in f"{settings!r} {settings} {given_settings(settings)}"
    assert is_secret(AccountsSettings.model_fields["oidc"])


def test_without_the_setting_there_are_none() -> None:
    assert load_settings().oidc == ()


@pytest.mark.parametrize(
    "issuer", ["http://127.0.0.1:8080", "http://localhost:8080/x", "https://id.example.org"]
)
def test_on_this_machine_plain_http_will_do(issuer: str, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUE_OIDC", json.dumps([{**HOME, "issuer": issuer}]))
    assert load_settings().oidc[0].issuer == issuer


BAD: list[Any] = [
    "hush-hush",
    {"id": "hush-hush"},
    [7],
    [{**HOME, "issuer": "http://id.example.org"}],
    [{**HOME, "issuer": "https://"}],
    [{**HOME, "issuer": "https://id.example.org?x=1"}],
    [{**HOME, "id": "Home/1"}],
    [{**HOME, "scope": "all"}],
    [{name: value for name, value in HOME.items() if name != "client_id"}],
    [HOME, HOME],
]


@pytest.mark.parametrize("value", BAD, ids=map(str, range(len(BAD))))
def test_what_cannot_be_meant_is_refused_without_a_secret_told(
    value: Any, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("SEGUE_OIDC", value if isinstance(value, str) else json.dumps(value))
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith("SEGUE_OIDC")
    assert "hush" not in str(caught.value)
