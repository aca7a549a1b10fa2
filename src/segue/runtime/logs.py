"""`segue logs`: the last lines of the log file, and with -f what comes after them."""

import sys
import time
from collections import deque
from pathlib import Path
from typing import BinaryIO

from segue.runtime.data_folder import DataFolder
from segue.runtime.errors import StartError

POLL_S = 0.25


def logs(folder: DataFolder, *, line_count: int, is_following: bool) -> int:
    """Raises StartError when there is no log yet."""
    if not folder.log.is_file():
        raise StartError(f"There is no log in {folder.root} yet. Start Segue with `segue up`.")
    output = sys.stdout.buffer
    with folder.log.open("rb") as file:
        output.writelines(deque(file, maxlen=line_count))
        output.flush()
        if is_following:
            _follow(folder.log, file, output)
    return 0


def _follow(path: Path, file: BinaryIO, output: BinaryIO) -> None:
    """Copy new lines until Ctrl-C, going over to the new file after a rotation."""
    inode = path.stat().st_ino
    while True:
        output.write(file.read())
        output.flush()
        time.sleep(POLL_S)
        if path.exists() and path.stat().st_ino != inode:
            output.write(file.read())
            file = path.open("rb")
            inode = path.stat().st_ino
