"""A broker that is frozen, dead or back again: who waits how long, and what is lost."""

import base64
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from redis import Redis

from segue.config.celery import app
from segue.kernel import hints
from segue.kernel.hints import send_hint
from segue.kernel.realtime import push
from segue.runtime.launch import launch
from segue.runtime.valkey import EmbeddedValkey

TASK = "test.hinted"
PATIENCE_S = 10.0


class Broker:
    """A Valkey of the test's own, at one address."""

    def __init__(self, folder: Path) -> None:
        self.valkey = EmbeddedValkey(folder)
        self.valkey.prepare()
        self.log = folder / "valkey.log"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = launch(self.valkey.service(), log)
        deadline = time.monotonic() + 20
        while not self.valkey.is_ready():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
        if number == signal.SIGKILL:
            self.process.wait()

    def queued(self) -> int:
        with Redis.from_url(self.valkey.url) as client:
            length = client.llen("segue.celery.segue")
        assert isinstance(length, int)
        return length


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    broker.start()
    connection = app.connection_for_write(broker.valkey.url, transport_options=hints.GIVE_UP_SOON)
    monkeypatch.setattr(hints, "_connection", lambda: connection)
    layers = {"default": {**settings.CHANNEL_LAYERS["default"], "CONFIG": {"hosts": [broker.valkey.url]}}}
    monkeypatch.setattr(settings, "CHANNEL_LAYERS", layers)
    monkeypatch.setattr("channels.layers.channel_layers.backends", {})
    yield broker
    broker.signal(signal.SIGKILL)


def hint() -> bool:
    return send_hint(TASK, "1")


def send_push() -> None:
    push._push(["user.test"], {"type": "live.message", "content": {"topic": "test.pressed"}})


def seconds(call: Callable[[], object]) -> float:
    started = time.monotonic()
    call()
    return time.monotonic() - started


def test_hints_reach_the_queue(broker: Broker) -> None:
    assert (hint(), hint(), broker.queued()) == (True, True, 2)


def test_frozen_broker_holds_nobody_up_for_long(broker: Broker) -> None:
    assert hint() is True
    send_push()
    broker.signal(signal.SIGSTOP)
    answers: list[bool] = []
    assert seconds(lambda: answers.append(hint())) < PATIENCE_S
    assert seconds(lambda: answers.append(hint())) < PATIENCE_S
    assert answers == [False, False]
    assert seconds(send_push) < PATIENCE_S
    broker.signal(signal.SIGCONT)
    assert hint() is True
    send_push()


def test_dead_broker_is_given_up_at_once_and_found_again(broker: Broker) -> None:
    assert hint() is True
    send_push()
    broker.signal(signal.SIGKILL)
    assert seconds(lambda: [hint() for _ in range(3)]) < PATIENCE_S
    assert hint() is False
    assert seconds(send_push) < PATIENCE_S
    broker.start()
    assert hint() is True
    assert broker.queued() >= 1
    send_push()


def test_broker_that_takes_no_more_loses_the_hint_quietly(broker: Broker) -> None:
    """`noeviction` refuses writes when the memory is full."""
    with Redis.from_url(broker.valkey.url) as client:
        client.config_set("maxmemory", "1")
    assert hint() is False


def test_every_thread_sends_through_our_app() -> None:
    """Web requests run in threads that never saw the app being made."""
    seen: list[object] = []

    def look() -> None:
        seen.extend((current_app.main, current_app.conf.broker_url, hints._connection().as_uri()))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen[:2] == ["segue", os.environ["VALKEY_URL"]]
    assert seen[2] == hints._connection().as_uri()


def test_hint_carries_the_name_and_one_id_only(broker: Broker) -> None:
    hint()
    with Redis.from_url(broker.valkey.url) as client:
        messages = client.lrange("segue.celery.segue", 0, -1)
    assert isinstance(messages, list)
    message = json.loads(messages[0])
    arguments, keywords, _ = json.loads(base64.b64decode(message["body"]))
    assert (message["headers"]["task"], message["content-type"]) == (TASK, "application/json")
    assert (arguments, keywords) == (["1"], {})
