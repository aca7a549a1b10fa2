"""`segue reset`: remove everything that Segue keeps, after a typed word."""

import shutil

from segue.runtime.data_folder import DataFolder
from segue.runtime.errors import StartError
from segue.runtime.leftovers import end_leftovers
from segue.runtime.postgres import EmbeddedPostgres

WORD = "remove"


def reset(folder: DataFolder, *, is_confirmed: bool) -> int:
    """Raises StartError when Segue runs or the folder isn't its own; then nothing is removed."""
    if not folder.root.exists():
        raise StartError(f"There is no data folder {folder.root}: nothing to remove.")
    if not folder.is_ours():
        raise StartError(f"{folder.root} is not a data folder of Segue: nothing was removed.")
    if holder := folder.holder():
        raise StartError(f"Segue is running ({holder}): stop it first. Nothing was removed.")
    if not is_confirmed and _ask(folder) != WORD:
        raise StartError("Nothing was removed.")
    end_leftovers(folder)
    EmbeddedPostgres(folder.root).destroy()
    shutil.rmtree(folder.root)
    print(f"Removed {folder.root}. `segue up` starts anew.")
    return 0


def _ask(folder: DataFolder) -> str:
    print(f"This removes all music, accounts and settings in {folder.root}, for good.")
    try:
        return input(f"Type {WORD} to go on: ").strip()
    except EOFError:
        return ""
