"""The settings are read once, and what is wrong with them is told before anything large is loaded."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from segue.config import celery

LARGE = {"django", "celery", "allauth", "ninja", "channels", "boto3", "hvac", "requests"}
DOORS = {
    "web server": ("-c", "import segue.config.asgi"),
    "commands": ("-m", "segue.config.manage", "check"),
    "supervisor": ("-m", "segue.runtime.cli", "up"),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_short_key_is_refused_at_once(door: str) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *DOORS[door]],
        env=os.environ | {"SEGUE_SECRET_KEY": "short"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stderr.splitlines()
    loaded = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in lines if line.startswith("import")
    }
    told = [line for line in lines if not line.startswith("import")]
    assert (done.returncode, loaded & LARGE) == (1, set())
    assert len(told) == 1
    assert told[0].startswith("segue: SEGUE_SECRET_KEY holds a key that is shorter than 32 characters")


def test_all_of_a_process_has_the_same_settings() -> None:
    """Each reading would borrow from Vault anew: a token, a user of the database."""
    assert celery.settings is settings.SEGUE
