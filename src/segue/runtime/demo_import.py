"""`segue up --demo`: a small catalog of synthesized music, made and imported once per data folder."""

import sys
from collections.abc import Mapping

from segue.runtime.data_folder import DataFolder, write_whole
from segue.runtime.log import Log
from segue.runtime.plan import Plan
from segue.runtime.service import Service
from segue.runtime.stack import command
from segue.runtime.supervisor import Supervisor


def import_demo(supervisor: Supervisor, plan: Plan, environment: Mapping[str, str], log: Log) -> None:
    """Synthesize and import the demo catalog, unless this data folder has it. Raises StartError."""
    done = DataFolder(plan.folder).root / "demo.done"
    if done.exists():
        return
    music = plan.folder / "demo"
    log.say("Making the demo music…")
    # In a process of its own: the memory of numpy goes when it ends.
    maker = (sys.executable, "-m", "segue.runtime.demo", str(music))
    supervisor.run(Service("demo", maker, environment, folder=plan.folder))
    log.say("Importing the demo music…")
    keeping = ("--copy", "--ahead", "--publish", "--demo")
    supervisor.run(command("demo", plan, environment, "import_folder", str(music), *keeping))
    write_whole(done, "")
    log.say("The demo music is ready to hear.")
