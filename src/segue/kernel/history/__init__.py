"""Edits on record: what several people change at once is checked for conflicts, kept with who and when, and undone.

An app gives its edits a table (`AbstractEdit` with a foreign key to what they belong to) and makes every change of that
within an `Act`.
"""

from segue.kernel.history.acts import Act as Act
from segue.kernel.history.acts import Values as Values
from segue.kernel.history.acts import as_json as as_json
from segue.kernel.history.acts import kind_of as kind_of
from segue.kernel.history.errors import EditConflict as EditConflict
from segue.kernel.history.errors import FormerValueGone as FormerValueGone
from segue.kernel.history.errors import NothingToUndo as NothingToUndo
from segue.kernel.history.rows import AbstractEdit as AbstractEdit
from segue.kernel.history.rows import Versioned as Versioned
from segue.kernel.history.undoing import OwnField as OwnField
from segue.kernel.history.undoing import restore as restore
from segue.kernel.history.undoing import undo as undo
