"""What the runner costs for each turn of a model: 64 episodes at once, beside Inspect AI against the same server."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from alternating import HERE, PlayerFailed, spend
from clockwork import Aim, Options, Section, duration
from model_server import DAY
from peers import INSPECT, environment
from served import bare_call, serving

AT_ONCE = 64
FEW, MANY = AT_ONCE, 3 * AT_ONCE
ROUNDS = 3


def measure(options: Options) -> Section:
    """By turns: our runner, Inspect, and the bare SDK; the small run is taken off the large one."""
    section = Section(
        "overhead",
        f"{AT_ONCE} model episodes at once, for each turn",
        f"corpsim run --agent openai --max-concurrency {AT_ONCE}, {len(DAY)} turns an episode, every episode recorded "
        "and judged. The server answers at once from another process, whose CPU is not counted. Inspect AI: as many "
        "turns of a plain loop with stub tools and a log; no company, no labels.",
    )
    ours: list[float] = []
    theirs: list[float] = []
    bare: list[float] = []
    for turn in range(1 if options.quick else ROUNDS):
        options.say(f"round {turn + 1}")
        ours.append(_turn(lambda url, folder, count: _corpsim(options, url, folder, count)))
        bare.append(bare_call())
        if options.peers:
            theirs += _inspect(options, section)
    section.add("CPU of one turn, further episodes", "ms", [1e3 * cpu for cpu in ours], Aim(2))
    section.add("the same, in calls of the bare openai SDK", "×", _over(ours, bare), here=duration(min(bare)))
    section.add("Inspect AI: CPU of one turn, further samples", "ms", [1e3 * cpu for cpu in theirs])
    section.add("ours in turns of Inspect AI", "×", _over(ours, theirs))
    return section


def _over(ours: list[float], others: list[float]) -> list[float]:
    return [mine / other for mine, other in zip(ours, others, strict=False)]


def _turn(play: Callable[[str, Path, int], float]) -> float:
    """CPU seconds of one more turn."""
    spent = []
    for count in (FEW, MANY):
        with tempfile.TemporaryDirectory(prefix="corpsim-overhead-") as folder, serving(AT_ONCE) as (url, _):
            spent.append(play(url, Path(folder), count))
    return (spent[1] - spent[0]) / ((MANY - FEW) * len(DAY))


def _corpsim(options: Options, url: str, folder: Path, count: int) -> float:
    return spend(
        *("-m", "corpsim.cli", "run", options.world, "--agent", "openai", "--model", "m", "--base-url", url),
        *("--seeds", f"0-{count - 1}", "--max-concurrency", str(AT_ONCE), "--out", str(folder / "run")),
    ).cpu_s


def _inspect(options: Options, section: Section) -> list[float]:
    """Empty, with a note, where it cannot be had."""
    try:
        python = environment(INSPECT, options.cache, options.say)
        script = str(HERE / "players" / INSPECT.script)
        return [_turn(lambda url, folder, count: spend(script, url, str(count), str(folder), python=python).cpu_s)]
    except PlayerFailed as trouble:
        section.notes.append(f"{INSPECT.name} could not be measured: {trouble}")
        return []
