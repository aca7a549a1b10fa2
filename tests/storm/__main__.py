"""`python -m tests.storm --faults 200 --jobs 600`: the whole storm, then the six seeded bugs, each with and without."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.storm.plan import Plan, bug_plans, control, storm_plan
from tests.storm.storm import Outcome, run_storm


def main() -> int:
    """1 if anything was lost, doubled, torn or orphaned, a kill point not reached, or a seeded bug not noticed."""
    parser = argparse.ArgumentParser(prog="storm")
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip-bugs", action="store_true")
    arguments = parser.parse_args()
    plan = storm_plan(arguments.faults, arguments.jobs, arguments.seed)
    outcome = _run(plan)
    _tell(plan, outcome)
    caught, seeded = 0, [] if arguments.skip_bugs else bug_plans(arguments.seed)
    for bug_plan in seeded:
        caught += _is_caught(bug_plan)
    print(f"storm {outcome.verdict} seeded_caught={caught}", flush=True)
    is_whole = outcome.points == set(plan.points) and outcome.struck.total() == arguments.faults
    return 0 if outcome.verdict.is_clean and is_whole and caught == len(seeded) else 1


def _is_caught(plan: Plan) -> bool:
    """Whether the same storm does harm with the bug and none without it."""
    without, found = _run(control(plan)), _run(plan)
    print(f"seeded bug “{plan.bug}”: {found.verdict} in {found.seconds:.0f} s", flush=True)
    print(f"    without it: {without.verdict} in {without.seconds:.0f} s", flush=True)
    return without.verdict.is_clean and not found.verdict.is_clean


def _run(plan: Plan) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="segue-storm-") as folder:
        return run_storm(Path(folder) / "data", **plan.options())


def _tell(plan: Plan, outcome: Outcome) -> None:
    for kind, count in sorted(outcome.struck.items()):
        print(f"{count:5}  {kind}")
    print(f"{len(outcome.points)} of {len(plan.points)} named kill points hit; {plan.job_count} uploads")
    for point in sorted(set(plan.points) - outcome.points):
        print(f"not reached: {point}")
    print(outcome.verdict)
    print(f"{outcome.seconds:.0f} s on {os.cpu_count()} cores, seed {plan.seed}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
