"""A provider that people sign in with, and limits that count."""

import subprocess
import sys
import uuid
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from pytest_django import Settings

from segue.accounts.provider_settings import social_providers
from segue.accounts.tests import identity_provider as idp
from segue.accounts.tests.browser import ORIGIN
from segue.accounts.tests.provider_visit import ProviderServer
from segue.env.settings.oidc import OidcProvider
from segue.kernel.rate_limits import valkey


@pytest.fixture
def limits_on(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """With counts of this test's own."""
    settings.RATE_LIMITS_ENABLED = True
    fresh = valkey.ValkeyConnection(settings.VALKEY_URL, answer_s=60)
    fresh.storage.key_prefix = f"test-{uuid.uuid4().hex}"
    monkeypatch.setattr(valkey, "_connection", lambda url: fresh)


@pytest.fixture(scope="session")
def provider_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProviderServer]:
    folder = tmp_path_factory.mktemp("provider")
    callback = f"{ORIGIN}/_allauth/oidc/home/callback"
    command = [sys.executable, "-m", idp.__name__, str(folder), callback]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield ProviderServer(int(line))
        finally:
            process.terminate()


@pytest.fixture
def provider(provider_process: ProviderServer, settings: Settings) -> Iterator[ProviderServer]:
    """Two names for it in our settings: `home`, and `down`, where nothing listens."""
    known = [
        OidcProvider(
            id=name,
            name=name.title(),
            issuer=issuer,
            client_id=idp.CLIENT_ID,
            client_secret=SecretStr(idp.CLIENT_SECRET),
        )
        for name, issuer in (("home", provider_process.issuer), ("down", f"http://{idp.HOST}:9"))
    ]
    settings.SOCIALACCOUNT_PROVIDERS = social_providers(known)
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 60  # on a busy machine it may take its time
    yield provider_process
    provider_process.spoil("nothing")
