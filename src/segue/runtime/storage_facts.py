"""How the storage of the media fares, found out by a child process: the supervisor knows no storages."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Literal

TIMEOUT_S = 30.0


@dataclass(frozen=True)
class StorageFacts:
    status: Literal["ok", "warn", "fail"]
    text: str
    place: str


def storage_facts() -> StorageFacts:
    command = [sys.executable, "-m", "segue.config.storage_check"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        return StorageFacts("fail", f"no answer in {TIMEOUT_S:.0f} s", "")
    except subprocess.CalledProcessError as error:
        return StorageFacts("fail", error.stderr.strip().splitlines()[-1] if error.stderr else "failed", "")
    return StorageFacts(**json.loads(done.stdout))
