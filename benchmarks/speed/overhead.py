"""What the runner costs for each turn of a model: 64 episodes at once, beside Inspect AI against the same server.

Two runs are subtracted, so that neither the start of the program nor its imports count: one with longer days gives a
further turn, one with more episodes a further episode of one turn after another.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alternating import HERE, PlayerFailed, spend
from clockwork import Aim, Options, Section, duration
from model_server import DAY
from peers import INSPECT, environment
from served import bare_call, serving

AT_ONCE = 64
FEW_DAYS, MANY_DAYS = 1, 4
ROUNDS = 3

Play = Callable[[str, Path, int, int], float]
"""CPU seconds of a number of episodes against a server, with so many turns each; files go into the folder."""


def measure(options: Options) -> Section:
    """By turns: our runner, Inspect, and the bare SDK."""
    section = Section(
        "overhead",
        f"{AT_ONCE} model episodes at once, for each turn",
        f"corpsim run --agent openai --max-concurrency {AT_ONCE}, all recorded and judged. The server answers at once "
        "from another process, whose CPU is not counted. A further turn: short days taken off longer ones. A further "
        f"episode, with its company, its labels and its {_turns(FEW_DAYS)} turns: many taken off few. Inspect "
        "AI: as many turns of a plain loop with stub tools and a log; no company, no labels.",
    )
    ours: list[float] = []
    episodes: list[float] = []
    theirs: list[float] = []
    samples: list[float] = []
    bare: list[float] = []
    for number in range(1 if options.quick else ROUNDS):
        options.say(f"round {number + 1}")
        play = _corpsim(options)
        ours.append(_turn(play))
        episodes.append(_episode(play))
        bare.append(bare_call(AT_ONCE))
        peer = _inspect(options, section) if options.peers else None
        if peer is not None:
            with _noted(section):
                theirs.append(_turn(peer))
                samples.append(_episode(peer))
    mine = [turn - call for turn, call in zip(ours, bare, strict=True)]
    section.add("the runner's own part of a further turn", "ms", _milli(mine), Aim(2))
    section.add("a further turn, with the SDK", "ms", _milli(ours))
    section.add("the same, in calls of the bare openai SDK", "×", _over(ours, bare), here=duration(min(bare)))
    section.add("a further episode", "ms", _milli(episodes))
    section.add("Inspect AI: a further turn, with the SDK", "ms", _milli(theirs), better="neither")
    section.add("Inspect AI: a further sample", "ms", _milli(samples), better="neither")
    section.add("our turn in turns of Inspect AI", "×", _over(ours, theirs))
    section.add("our episode in samples of Inspect AI", "×", _over(episodes, samples))
    return section


def _turns(days: int) -> int:
    return (len(DAY) - 1) * days + 1


def _milli(seconds: list[float]) -> list[float]:
    return [1e3 * cpu for cpu in seconds]


def _over(ours: list[float], others: list[float]) -> list[float]:
    return [mine / other for mine, other in zip(ours, others, strict=False)]


def _turn(play: Play) -> float:
    """CPU seconds of one more turn."""
    few, many = (_spent(play, AT_ONCE, days) for days in (FEW_DAYS, MANY_DAYS))
    return (many - few) / (AT_ONCE * (_turns(MANY_DAYS) - _turns(FEW_DAYS)))


def _episode(play: Play) -> float:
    """CPU seconds of one more episode of a short day."""
    few, many = (_spent(play, count, FEW_DAYS) for count in (AT_ONCE, 3 * AT_ONCE))
    return (many - few) / (2 * AT_ONCE)


def _spent(play: Play, count: int, days: int) -> float:
    with tempfile.TemporaryDirectory(prefix="corpsim-overhead-") as folder, serving(AT_ONCE, days) as (url, _):
        return play(url, Path(folder), count, _turns(days))


def _corpsim(options: Options) -> Play:
    def play(url: str, folder: Path, count: int, turns: int) -> float:
        return spend(
            *("-m", "corpsim.cli", "run", options.world, "--agent", "openai", "--model", "m", "--base-url", url),
            *("--seeds", f"0-{count - 1}", "--max-concurrency", str(AT_ONCE), "--max-steps", str(2 * turns)),
            *("--out", str(folder / "run")),
        ).cpu_s

    return play


def _inspect(options: Options, section: Section) -> Play | None:
    """None, with a note, where it cannot be had."""
    script = str(HERE / "players" / INSPECT.script)
    with _noted(section):
        python = environment(INSPECT, options.cache, options.say)
        return lambda url, folder, count, turns: (
            spend(script, url, str(count), str(turns), str(folder), python=python).cpu_s
        )
    return None


@contextmanager
def _noted(section: Section) -> Iterator[None]:
    """What goes wrong with a peer is a note and no end."""
    try:
        yield
    except PlayerFailed as trouble:
        note = f"{INSPECT.name} could not be measured: {trouble}"
        if note not in section.notes:
            section.notes.append(note)
