"""Sixty faults over real uploads: none lost, none twice, nothing torn, nothing left lying; every kill point hit."""

from pathlib import Path

import pytest

from tests.storm.plan import storm_plan
from tests.storm.storm import run_storm

FAULTS, JOBS, SEED = 60, 150, 20


@pytest.mark.timeout(1200)
def test_sixty_faults_do_no_harm(tmp_path: Path) -> None:
    plan = storm_plan(FAULTS, JOBS, SEED)

    outcome = run_storm(tmp_path / "data", **plan.options())

    assert str(outcome.verdict) == "lost=0 doubled=0 torn=0 orphaned=0"
    assert outcome.points == set(plan.points)
    assert sum(outcome.struck.values()) == FAULTS
