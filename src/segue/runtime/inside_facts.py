"""What only a process with all of Segue's settings can find out: stores of secrets, keys, database, queue."""

import json
import subprocess
import sys
from collections.abc import Mapping

from segue.runtime.finding import Finding

MODULE = "segue.config.checks"
TIMEOUT_S = 60.0


def inside_facts(environment: Mapping[str, str]) -> list[tuple[str, Finding]]:
    """Name and finding of each."""
    command = [sys.executable, "-P", "-m", MODULE]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=TIMEOUT_S, env=environment
        )
    except subprocess.TimeoutExpired:
        return [("servers", Finding("fail", f"no answer in {TIMEOUT_S:.0f} s: try again."))]
    except subprocess.CalledProcessError as error:
        reason = (error.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return [("servers", Finding("fail", f"the check itself failed: {reason}"))]
    return [(found["name"], Finding(found["status"], found["text"])) for found in json.loads(done.stdout)]
