"""What the matrix has tried, summed up over its tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Cells:
    """`report(name, value)` hands figures to the summary at the end of the run."""

    report: Callable[[str, object], None]
    operations: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    count: int = 0
    unexplained: list[str] = field(default_factory=list)

    def add(self, operation: str, actor: str, state: str, *, found: int, expected: int) -> None:
        self.operations.add(operation)
        self.actors.add(actor)
        self.count += 1
        if found != expected:
            self.unexplained.append(f"{operation} by {actor} when {state}: {found}, expected {expected}")

    def check(self) -> None:
        """Raises AssertionError that lists every cell which no rule explains."""
        self.report(
            "matrix", [sorted(self.operations), sorted(self.actors), self.count, len(self.unexplained)]
        )
        if self.unexplained:
            raise AssertionError("\n".join(self.unexplained))


def summary(figures: list[list[Any]]) -> str:
    """Of what each test has reported: operations, actors, how many cells, how many unexplained."""
    operations = {name for names, _, _, _ in figures for name in names}
    actors = {name for _, names, _, _ in figures for name in names}
    cells, unexplained = (sum(figure[place] for figure in figures) for place in (2, 3))
    return f"matrix operations={len(operations)} actors={len(actors)} cells={cells} unexplained={unexplained}"
