"""What the storm strikes with, and how often each."""

import random
import shutil

import psutil

from tests.storm.plant import WORKERS, StormPlant

WEIGHTS = {"media child": 10, "worker": 4, "broker": 3, "database session": 3, "web server": 4}


def strike(plant: StormPlant, kind: str, dice: random.Random) -> bool:
    """Kill one thing of this kind; False if there is none just now."""
    if kind == "media child":
        return _kill_one(plant.children_of_workers(), dice)
    if kind == "database session":
        return _kill_one(plant.backends(), dice)
    if kind == "worker":
        plant.kill(dice.choice(WORKERS))
    elif kind == "web server":
        plant.kill("web")
    else:
        plant.kill("valkey")
        if dice.random() < 0.5:  # it comes back empty
            shutil.rmtree(plant.folder / "valkey" / "appendonlydir", ignore_errors=True)
    return True


def choose(dice: random.Random) -> str:
    return dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]


def _kill_one(processes: list[psutil.Process], dice: random.Random) -> bool:
    if not processes:
        return False
    try:
        dice.choice(processes).kill()
    except psutil.NoSuchProcess:
        return False
    return True
