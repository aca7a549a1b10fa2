"""Settings as the supervisor needs them, read in a child process so that its own memory stays small."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from segue.runtime.errors import StartError


@dataclass(frozen=True)
class Plan:
    """Where and how to run. Empty `database_url` or `valkey_url`: the embedded part. `given`: the settings that
    aren't defaults, by variable, without secrets."""

    data_dir: str
    host: str
    port: int
    origin: str
    web_dist: str
    database_url: str
    valkey_url: str
    media_sandbox: str = "required"
    given: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return Path(self.data_dir)


def read_plan() -> Plan:
    """Read and check the environment. Raises StartError with the line of the settings' own error."""
    answer = json.loads(in_child(_read_settings))
    if "error" in answer:
        raise StartError(answer["error"])
    return Plan(**answer)


def ensure_secrets_in_child(data_dir: Path) -> None:
    """Write the generated secrets that are missing."""
    if in_child(lambda: _write_secrets(data_dir)) != "done":
        raise StartError(f"The secrets in {data_dir / 'secrets'} could not be written.")


def in_child(answer: Callable[[], str]) -> str:
    """Call `answer` in a forked process and return what it returned; its imports go with it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            os.write(writer, answer().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        text = pipe.read().decode()
    os.waitpid(child, 0)
    return text


def _read_settings() -> str:
    from segue.env import SettingsError, given_settings, load_settings

    try:
        settings = load_settings()
    except SettingsError as error:
        return json.dumps({"error": str(error)})
    database, valkey = settings.database_url, settings.valkey_url
    plan = Plan(
        data_dir=str(settings.data_dir),
        host=settings.host,
        port=settings.port,
        origin=settings.origin,
        web_dist=str(settings.web_dist),
        database_url=database.get_secret_value() if database else "",
        valkey_url=valkey.get_secret_value() if valkey else "",
        media_sandbox=settings.media_sandbox,
        given=given_settings(settings),
    )
    return json.dumps(asdict(plan))


def _write_secrets(data_dir: Path) -> str:
    from segue.env.secrets import ensure_secrets

    ensure_secrets(data_dir)
    return "done"
