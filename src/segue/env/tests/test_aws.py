"""Settings and keys from AWS Secrets Manager, spoken to over HTTP."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from segue.env import KeyRing, SourceUnavailable
from segue.env.aws import AwsSource
from segue.env.live_source import LiveKeys

REGION = "eu-west-1"
OLD, NEW = "old-RlK5xq0Vw8mGd2TzYb7nJcHs5uPe", "new-Zt4uPe9LfQk1WoXa6iRvMgDy0VwB"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def who_we_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIATESTS")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret-of-the-tests")


@pytest.fixture
def manager(endpoint: str) -> Any:
    client = boto3.client("secretsmanager", region_name=REGION, endpoint_url=endpoint)
    yield client
    client.close()


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A secret that is this test's alone."""
    return f"segue/{request.node.name}"


@pytest.fixture
def source(endpoint: str, name: str) -> Iterator[AwsSource]:
    source = AwsSource(name, REGION, endpoint)
    yield source
    source.close()


def test_fields_are_settings_by_variable(manager: Any, name: str, source: AwsSource) -> None:
    manager.create_secret(Name=name, SecretString=json.dumps({"SEGUE_MEDIA_KEY": OLD, "SEGUE_PORT": 8001}))
    assert source.read() == {"SEGUE_MEDIA_KEY": OLD, "SEGUE_PORT": "8001"}
    assert (source.label, source.state.since_s) == (f"AWS Secrets Manager ({name})", None)


def test_what_is_not_there_is_told(name: str, source: AwsSource) -> None:
    with pytest.raises(SourceUnavailable, match="refuses us: ResourceNotFoundException"):
        source.read()


def test_what_is_no_object_is_told(manager: Any, name: str, source: AwsSource) -> None:
    manager.create_secret(Name=name, SecretString="just-a-password")
    with pytest.raises(SourceUnavailable, match="doesn't hold a JSON object") as refused:
        source.read()
    assert "just-a-password" not in str(refused.value)


def test_who_does_not_answer_is_told(name: str) -> None:
    source = AwsSource(name, REGION, "http://127.0.0.1:9")
    with pytest.raises(SourceUnavailable, match=r"can't be read \(EndpointConnectionError\)"):
        source.read()
    source.close()


def test_a_new_version_is_read_and_the_last_outlives_what_can_not_be(
    manager: Any, name: str, source: AwsSource
) -> None:
    manager.create_secret(Name=name, SecretString=json.dumps({"SEGUE_MEDIA_KEY": OLD}))
    ring = KeyRing(LiveKeys(source, "SEGUE_MEDIA_KEY"))
    manager.put_secret_value(SecretId=name, SecretString=json.dumps({"SEGUE_MEDIA_KEY": f"{NEW} {OLD}"}))
    source.refresh(is_forced=True)
    assert ring.find("00000000") is None  # which makes it look
    assert [key.secret.decode() for key in ring.known()] == [OLD, NEW]
    manager.delete_secret(SecretId=name)
    source.refresh(is_forced=True)
    assert source.state.since_s is not None
    assert [key.secret.decode() for key in ring.known()] == [OLD, NEW]


def test_one_value_is_replaced(manager: Any, name: str, source: AwsSource) -> None:
    manager.create_secret(Name=name, SecretString=json.dumps({"SEGUE_MEDIA_KEY": OLD, "SEGUE_PORT": 8001}))
    source.change("SEGUE_MEDIA_KEY", lambda text: f"{NEW} {text}")
    values = json.loads(manager.get_secret_value(SecretId=name)["SecretString"])
    assert values == {"SEGUE_MEDIA_KEY": f"{NEW} {OLD}", "SEGUE_PORT": 8001}


def test_what_another_wrote_meanwhile_is_not_lost(manager: Any, name: str, source: AwsSource) -> None:
    manager.create_secret(Name=name, SecretString=json.dumps({"SEGUE_MEDIA_KEY": OLD}))

    def change(text: str) -> str:
        manager.put_secret_value(SecretId=name, SecretString=json.dumps({"SEGUE_MEDIA_KEY": NEW}))
        return text

    with pytest.raises(SourceUnavailable, match="was changed meanwhile"):
        source.change("SEGUE_MEDIA_KEY", change)
    assert json.loads(manager.get_secret_value(SecretId=name)["SecretString"]) == {"SEGUE_MEDIA_KEY": NEW}
