"""Tracks as a table (CSV): written for spreadsheets, read back as spreadsheets save it.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, and so does one that already begins with
apostrophes before such a sign; reading takes one away: so what is written is what is read, whatever the cell holds.
"""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping, Sequence

from segue.catalog.errors import TableUnusable

MAX_ROWS = 5000
MAX_TOLD = 100
"""Problems that are told of one table."""
DELIMITERS = ",;\t"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n|＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n|＝＋－＠]")
_DECLARED = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
Row = Mapping[str, str]


class Problems:
    """What is wrong with a table, by row (its head is 1) and column."""

    def __init__(self) -> None:
        self.found: list[dict[str, object]] = []

    def add(self, row: int, column: str, message: str) -> None:
        self.found.append({"row": row, "column": column, "message": message})

    def stop_if_any(self) -> None:
        """Raises TableUnusable."""
        if not self.found:
            return
        first = self.found[0]
        where = f"row {first['row']}" + (f", column {first['column']}" if first["column"] else "")
        more = f" There are {len(self.found) - 1} more." if len(self.found) > 1 else ""
        detail = f"Nothing was changed: {where}: {first['message']}{more}"
        raise TableUnusable(detail, members={"problems": self.found[:MAX_TOLD]})


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lines of RFC 4180, all cells in quotes; the mark in front tells spreadsheets that it is UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return buffer.getvalue()


def read_table(content: bytes, *, known: Iterable[str], needed: str) -> list[tuple[int, Row]]:
    """Rows by their number (the head is 1), empty ones left out; a cell that is missing at a row's end isn't there.
    Raises TableUnusable, also for columns that aren't `known`, and without the `needed` one."""
    text = _decode(content)
    declared = _DECLARED.match(text.split("\n", 1)[0].strip())
    if declared:
        text = text.split("\n", 1)[1] if "\n" in text else ""
    first = text.split("\n", 1)[0]
    delimiter = declared[1] if declared else max(DELIMITERS, key=first.count)
    lines = _lines(text, delimiter)
    columns = [cell.strip() for cell in next(lines, [])]
    _check_columns(columns, set(known), needed)
    return _rows(columns, lines)


def guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _decode(content: bytes) -> str:
    """Raises TableUnusable."""
    is_utf16 = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8")
    except UnicodeDecodeError:
        problems = Problems()
        problems.add(1, "", "this isn't UTF-8 text. Save the table as “CSV UTF-8”.")
        problems.stop_if_any()
        raise
    return text.removeprefix(BOM_UTF8.decode())


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    """Raises TableUnusable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        problems = Problems()
        problems.add(reader.line_num, "", f"the table can't be read here ({error}). Save it again as CSV.")
        problems.stop_if_any()


def _check_columns(columns: Sequence[str], known: set[str], needed: str) -> None:
    problems = Problems()
    if needed not in columns:
        problems.add(1, needed, f"there is no column {needed}. Start from the table that Segue gives out.")
    for index, column in enumerate(columns):
        if column not in known:
            problems.add(1, column[:100], f"Segue has no column “{column[:100]}”. Remove it.")
        elif column in columns[:index]:
            problems.add(1, column, f"the column “{column}” stands there twice. Remove one.")
    problems.stop_if_any()


def _rows(columns: Sequence[str], lines: Iterator[list[str]]) -> list[tuple[int, Row]]:
    problems = Problems()
    rows: list[tuple[int, Row]] = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            problems.add(number, "", "this row has more cells than there are columns.")
        if len(rows) == MAX_ROWS:
            problems.add(number, "", f"a table may have {MAX_ROWS} rows. Send it in parts.")
            break
        rows.append((number, dict(zip(columns, map(unguarded, cells), strict=False))))
    problems.stop_if_any()
    return rows
