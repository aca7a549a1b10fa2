"""Other apps can name a viewer before models are loaded."""

import subprocess
import sys


def test_viewer_can_be_imported_before_django_is_set_up() -> None:
    code = (
        "from segue.accounts.types import Viewer; import sys; sys.exit('django.contrib.auth' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
