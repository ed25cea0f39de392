"""How long it takes to index many episodes and to search them: `python benchmarks/index`.

Plays five worlds with two scripted agents in a hundred companies each (or takes `--runs`), makes the index, follows it
once more with nothing changed, and asks for words of every kind, each several times. Times are CPU time of the process
(`time.process_time`), as on docs/speed.md, so that what else a machine does counts little.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpsim.evidence.columnar import write_duckdb, write_parquet_folder
from corpsim.evidence.following import follow
from corpsim.evidence.index import use
from corpsim.evidence.search import Question, search
from corpsim.evidence.tables import TABLES
from corpsim.runs.below import runs_below
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder

WORLDS = ("leverage", "leak", "rescue", "records", "payments")
AGENTS = ("honest", "do_nothing")

ASKED = {
    "a word of most texts": Question("the", ()),
    "a common word": Question("report", ()),
    "two words": Question("report release", ()),
    "a rare word": Question("penguins", ()),
    "a word that is nowhere": Question("quokka", ()),
    "a beginning": Question("appro*", (), syntax=True),
    "a phrase in mails": Question('"thank you"', (), syntax=True, places=("mails",)),
    "a word of one agent": Question("done", (), agent="honest", places=("reports",)),
}


def play(folder: Path, seeds: int) -> None:
    """Fill a folder with runs."""
    for world in WORLDS:
        config = RunConfig(worlds=(world,), agents=AGENTS, seeds=tuple(range(seeds)))
        run_blocking(config, folder / world)


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of CPU time, and what came of it."""
    begun = time.process_time()
    found = what()
    return time.process_time() - begun, found


def measure(runs: Path, place: Path, rounds: int) -> None:
    """Print the figures."""
    paths = list(runs_below(runs))
    folders = [RunFolder.open(path) for path in paths]
    raw = sum(file.stat().st_size for path in paths for file in path.rglob("*.json*"))
    seconds, took = timed(lambda: use(place / "index.sqlite", lambda c: follow(c, paths)))
    size = (place / "index.sqlite").stat().st_size
    texts = use(place / "index.sqlite", lambda c: c.execute("SELECT count(*) FROM texts").fetchone()[0])
    print(f"{took.read:,} episodes in {len(paths)} runs, {raw / 1e6:.0f} MB; {texts:,} texts")
    print(f"index: {seconds:.1f} s, {size / 1e6:.0f} MB")
    again = [timed(lambda: use(place / "index.sqlite", lambda c: follow(c, paths)))[0] for _ in range(rounds)]
    print(f"nothing changed: {statistics.median(again) * 1e3:.0f} ms")
    everything = []
    for name, question in ASKED.items():
        here = Question(**{**vars(question), "runs": [str(path.resolve()) for path in paths]})
        times = []
        for _ in range(rounds):
            seconds, hits = timed(lambda here=here: use(place / "index.sqlite", lambda c: search(c, here, 20)))
            times.append(seconds)
        everything += times
        print(f"  {name}: {statistics.median(times) * 1e3:.1f} ms, {len(hits)} hits")
    print(f"search: p50 {statistics.median(everything) * 1e3:.1f} ms, worst {max(everything) * 1e3:.0f} ms")
    seconds, _ = timed(lambda: write_duckdb(place / "r.duckdb", list(TABLES), folders))
    print(f"duckdb: {seconds:.1f} s, {(place / 'r.duckdb').stat().st_size / 1e6:.0f} MB")
    seconds, _ = timed(lambda: write_parquet_folder(place / "r", list(TABLES), folders))
    print(f"parquet: {seconds:.1f} s, {sum(f.stat().st_size for f in (place / 'r').iterdir()) / 1e6:.0f} MB")


def main() -> None:
    """Play, if need be, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=Path, help="a folder of runs, instead of playing some")
    parser.add_argument("--seeds", type=int, default=100, help="companies of each world")
    parser.add_argument("--rounds", type=int, default=11)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if given.runs is None:
            play(place / "runs", given.seeds)
        measure(given.runs or place / "runs", place, given.rounds)


if __name__ == "__main__":
    main()
