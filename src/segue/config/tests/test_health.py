"""The health page: 200 while people can be served, 503 without a database."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

import segue
from segue.config import health as health_page
from segue.env.vault import VaultSource
from segue.env.vault_client import VaultAccess
from segue.kernel.jobs.heartbeat import record_heartbeat
from segue.runtime.network import private_port

PARTS = {"database", "valkey", "storage", "worker", "beat", "reconciler"}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the queue may take its time to answer."""
    monkeypatch.setattr(health_page, "VALKEY_TIMEOUT_S", 30.0)


def ask(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/api/v1/health")
    return response.status_code, response.json()


@pytest.mark.django_db
def test_all_parts_are_told(client: Client) -> None:
    for part in ("worker", "beat", "reconciler"):
        record_heartbeat(part)
    status, health = ask(client)
    assert (status, health["status"], health["version"]) == (200, "ok", segue.__version__)
    assert set(health["parts"]) == PARTS
    assert {part["status"] for part in health["parts"].values()} == {"ok"}
    assert health["parts"]["database"]["detail"].startswith("PostgreSQL ")
    assert health["parts"]["valkey"]["detail"].startswith("Valkey ")


@pytest.mark.django_db
def test_missing_worker_is_a_degradation(client: Client) -> None:
    for part in ("beat", "reconciler"):
        record_heartbeat(part)
    status, health = ask(client)
    assert (status, health["status"]) == (200, "degraded")
    assert health["parts"].pop("worker") == {"status": "down", "detail": "Not seen in the last 45 s"}
    assert {part["status"] for part in health["parts"].values()} == {"ok"}


@pytest.mark.django_db
def test_missing_valkey_is_a_degradation(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "VALKEY_URL", f"redis://:hush@127.0.0.1:{private_port()}/0")
    status, health = ask(client)
    assert (status, health["parts"]["valkey"]["status"]) == (200, "down")
    assert "hush" not in str(health)


@pytest.mark.django_db
def test_a_secret_store_that_is_away_is_a_degradation_with_a_date(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = VaultSource(VaultAccess(f"http://127.0.0.1:{private_port()}", token="hush"), "secret/segue")
    with_vault = settings.SEGUE.model_copy()
    with_vault.remember({}, [vault])
    monkeypatch.setattr(settings, "SEGUE", with_vault)
    assert ask(client)[1]["parts"]["secrets"] == {"status": "ok", "detail": "Vault (secret/segue)"}
    vault.refresh()
    status, health = ask(client)
    assert (status, health["status"], health["parts"]["secrets"]["status"]) == (200, "degraded", "down")
    told = r"Since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: Vault at .* doesn't answer .*"
    assert re.fullmatch(told, health["parts"]["secrets"]["detail"])
    assert "hush" not in str(health)
    vault.close()


ASK_WITHOUT_DATABASE = """
import django, json, time
django.setup()
from django.test import Client
from django.urls import get_resolver
client = Client(SERVER_NAME="localhost")
get_resolver().url_patterns  # the first request would wait for all that they import
started = time.monotonic()
health = client.get("/api/v1/health")
took_s = time.monotonic() - started
metrics = client.get("/metrics")
told = [[answer.status_code, answer["Content-Type"]] for answer in (health, metrics)]
print(json.dumps([*told, health.json(), took_s]))
"""


def test_missing_database_is_unhealthy_and_soon_told() -> None:
    """With the web server's own settings, whose pool waits 5 s for a connection: once, not for each part."""
    address = f"postgresql://segue:hush@127.0.0.1:{private_port()}/segue"
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "segue.config.settings.web",
    }
    command = [sys.executable, "-c", ASK_WITHOUT_DATABASE]
    run = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=True)
    health, metrics, body, took_s = json.loads(run.stdout)
    assert health == [503, "application/json; charset=utf-8"]
    assert (metrics[0], metrics[1].split(";")[0]) == (200, "text/plain")
    assert (body["status"], body["parts"]["database"]["status"]) == ("degraded", "down")
    assert (set(body["parts"]), body["parts"]["valkey"]["status"]) == (PARTS, "ok")
    assert b"hush" not in run.stdout + run.stderr
    assert took_s < 10
