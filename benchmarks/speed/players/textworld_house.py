"""TextWorld's game "tw-simple" (a house with a garden) as a player, through its own `textworld.gym`.

It is no workplace: its cheap read is to examine a thing, its list is the inventory, its write opens and closes a
drawer, and there is nobody to look up and nothing to search. Every answer is text. A fork is `Environment.copy()` of a
game that has just begun.
"""

import tempfile
from itertools import cycle
from pathlib import Path

import textworld
import textworld.gym
from serve import Call, Workplace, serve
from textworld.challenges import CHALLENGES

THINGS = ("king-size bed", "chest drawer", "antique trunk", "wooden door")


def workplace() -> Workplace:
    """A game made from a fixed seed and compiled, as its documentation does."""
    options = textworld.GameOptions()
    options.seeds = 1234
    options.path = str(Path(tempfile.mkdtemp()) / "game.z8")
    game = CHALLENGES["tw-simple"][1]({"rewards": "dense", "goal": "detailed", "test": False}, options)
    file = textworld.generator.compile_game(game, options)
    env = textworld.gym.make(textworld.gym.register_game(file, max_episode_steps=10**9))
    things, drawer = cycle(THINGS), cycle(("open", "close"))
    begun = textworld.start(file)
    begun.reset()
    return Workplace(
        facts={"rooms": len(game.world.rooms), "things": len(game.world.objects)},
        reset=env.reset,
        fork=begun.copy,
        calls={
            "list": Call(lambda: "inventory", env.step),
            "read": Call(lambda: f"examine {next(things)}", env.step),
            "write": Call(lambda: f"{next(drawer)} chest drawer", env.step),
        },
        times=20,
        resets=2,
    )


if __name__ == "__main__":
    serve(workplace)
