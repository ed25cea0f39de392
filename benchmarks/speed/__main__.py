"""CorpSim's speed, as ratios, beside CartPole and beside programs of the kind.

    python benchmarks/speed                        everything; the first time it installs the peers into a cache
    python benchmarks/speed --quick --no-peers     a first look in a minute or two
    python benchmarks/speed --only steps,resets    some sections: {sections}
    python benchmarks/speed --out docs/speed.md    write the tables between the marks of a page

`corpsim bench` is this for users of the program: no peers, quick unless told otherwise, and beside an earlier run.

Machines are noisy, ratios are not: what is compared is measured by turns, and a figure is the median over the rounds
of their quotient. CPU time, where nothing else is said. stdout has the tables, stderr the progress.
"""

import argparse
import importlib
import json
import os
import sys
from functools import partial
from pathlib import Path

import curve
import page
from clockwork import Options, Section
from rich.status import Status

from corpsim.catalog import find_world
from corpsim.cli.door import INTERRUPTED, complain
from corpsim.errors import CorpSimError, UnknownName
from corpsim.report.console import data, talk

SECTIONS = ("steps", "resets", "imports", "size", "episodes", "crowd", "overhead", "vector", "peers")
_MODULES = {"peers": "compared"}
SIZES = (50, 1_000, 10_000, 100_000)


def main() -> None:
    """Measure what was asked for and print it."""
    given = _parser().parse_args()
    _forget_settings()
    wanted = [name.strip() for name in given.only.split(",")] if given.only else list(SECTIONS)
    for name in wanted:
        if name not in SECTIONS:
            raise UnknownName("section", name, SECTIONS, "--only")
    find_world(given.world)
    options, console = _options(given), data()
    console.print(page.machine(), style="quiet")
    sections = []
    for name in wanted:
        with talk().status("") as status:
            say = partial(_say, status, name)
            sections.append(_measured(name, options._replace(say=say)))
        page.show(console, sections[-1])
    page.show_sum(console, sections)
    if given.json:
        given.json.write_text(json.dumps(_as_data(options, sections), indent=1), encoding="utf-8")
    if given.out:
        page.write(given.out, sections)
    if given.plot:
        given.plot.write_text(curve.draw([section for section in sections if section.curves]), encoding="utf-8")


def _forget_settings() -> None:
    """What somebody has set for `corpsim run` is no part of what is measured; where companies are kept is."""
    for name in [name for name in os.environ if name.startswith("CORPSIM_") and name != "CORPSIM_COMPANIES"]:
        del os.environ[name]


def _say(status: Status, section: str, text: str) -> None:
    status.update(f"{section}: {text}")


def _measured(name: str, options: Options) -> Section:
    measured: Section = importlib.import_module(_MODULES.get(name, name)).measure(options)
    return measured


def _options(given: argparse.Namespace) -> Options:
    sizes = tuple(int(size) for size in given.sizes.split(",")) if given.sizes else SIZES[: 2 if given.quick else None]
    return Options(
        world=given.world,
        rounds=given.rounds or (8 if given.quick else 40),
        quick=given.quick,
        peers=given.peers,
        cache=given.cache,
        sizes=sizes,
        episodes=32 if given.quick else 96,
        crowd=50 if given.quick else 1_000,
        patience_s=60 if given.quick else 900,
    )


def _as_data(options: Options, sections: list[Section]) -> dict[str, object]:
    told = {section.key: section.as_data() for section in sections}
    return {"machine": page.machine(), "world": options.world, "rounds": options.rounds, "sections": told}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python benchmarks/speed",
        description=(__doc__ or "").replace("{sections}", ",".join(SECTIONS)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", metavar="SECTIONS", help="sections, separated by commas")
    parser.add_argument("--quick", action="store_true", help="few rounds, small companies, a small crowd")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True, help="measure the peers too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures as JSON")
    parser.add_argument("--out", type=Path, metavar="PAGE", help="write the tables into a Markdown page")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the cost of a step over company size, as SVG")
    parser.add_argument("--world", default="leverage", help="whose figures; default %(default)s")
    parser.add_argument("--rounds", type=int, help="rounds of the short measurements; default 40, quick 8")
    parser.add_argument("--sizes", metavar="N,N", help="company sizes; default " + ",".join(map(str, SIZES)))
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path.home() / ".cache" / "corpsim-speed",
        metavar="FOLDER",
        help="where the peers are installed; default %(default)s",
    )
    return parser


if __name__ == "__main__":
    try:
        main()
    except CorpSimError as error:
        complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
