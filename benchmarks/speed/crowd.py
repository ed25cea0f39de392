"""A thousand episodes of a model at the same time in one process, against a server on this machine."""

import tempfile
from pathlib import Path

from alternating import PlayerFailed, Spent, spend
from clockwork import Aim, Options, Section, duration
from model_server import DAY
from served import bare_call, serving

CROWD = 1_000
"""Episodes for which an aim of memory is stated."""


def measure(options: Options) -> Section:
    """One run of the crowd, and the bare SDK for comparison."""
    section = Section(
        "crowd",
        f"{options.crowd:,} model episodes at once",
        f"corpsim run --agent openai --max-concurrency {options.crowd:,} in one process, each episode in a new company "
        f"with {len(DAY)} calls; the server is another process on this machine and answers at once.",
    )
    memory = Aim(1_000) if options.crowd >= CROWD else None
    try:
        options.say(f"{options.crowd:,} episodes")
        seen, used = _crowd(options)
        options.say("the bare SDK")
        bare = bare_call(options.crowd)
    except PlayerFailed as trouble:
        section.notes.append(f"Not measured: {trouble}")
        section.add("peak resident memory of the process", "MB", (), memory)
        return section
    calls = seen["requests"]
    section.add("requests in flight at the same time, most", "", [seen["most"]], Aim(options.crowd, at_least=True))
    section.add("peak resident memory of the process", "MB", [used.peak_mb], memory)
    section.add("CPU of one model call, all in", "ms", [1e3 * used.cpu_s / calls], here=f"{calls:,} calls")
    section.add("the same, in calls of the bare openai SDK", "×", [used.cpu_s / calls / bare], here=duration(bare))
    section.notes.append(f"The whole run took {used.wall_s:.0f} s by the clock and {used.cpu_s:.0f} s of CPU.")
    return section


def _crowd(options: Options) -> tuple[dict[str, int], Spent]:
    with tempfile.TemporaryDirectory(prefix="corpsim-crowd-") as folder, serving(options.crowd) as (url, seen):
        used = spend(
            *("-m", "corpsim.cli", "run", options.world, "--agent", "openai", "--model", "m", "--base-url", url),
            *("--seeds", f"0-{options.crowd - 1}", "--max-concurrency", str(options.crowd)),
            *("--out", str(Path(folder) / "run"), "--timeout-s", "900"),
        )
    return seen, used
