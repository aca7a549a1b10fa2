"""`python -m segue.runtime.demo FOLDER` writes the demo catalog to a folder."""

import argparse
import sys
from pathlib import Path

from segue.runtime.demo import synthesize_catalog


def main() -> int:
    """Parse the folder and fill it, one line of progress for each recording."""
    parser = argparse.ArgumentParser(prog="python -m segue.runtime.demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the FLAC files go; made if missing")
    arguments = parser.parse_args()
    synthesize_catalog(arguments.folder, _say)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
