"""How fresh a world is: the longest sentence that many of its companies share.

    python benchmarks/freshness                        every world, 200 companies each
    python benchmarks/freshness leak --most 20         one world, the twenty longest shared sentences
    python benchmarks/freshness --seeds 50 --beyond 0.1
    python benchmarks/freshness leak -c pressure=3 -c rules=prohibit

A sentence counts that more than one in twenty companies show somewhere: in the briefing, a mail, an attachment, a
document, a channel, or a mail to come. Schemas of tools are the same everywhere and are left out.
"""

import argparse

import sharing
from rich.table import Table

from corpsim.catalog import world_folders
from corpsim.report.console import data

ALL, BEYOND = 200, 0.05


def main() -> None:
    """Count and print, for each world that was asked for."""
    given = _parser().parse_args()
    table = Table("world", "characters", "share", "sentence", box=None, pad_edge=False)
    condition = dict(pair.split("=", 1) for pair in given.condition)
    for world in given.worlds or sorted(world_folders()):
        for found in sharing.shared(world, range(given.seeds), given.beyond, condition)[: given.most]:
            table.add_row(world, str(len(found.sentence)), f"{found.share:.0%}", found.sentence)
    data().print(table)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("worlds", nargs="*", help="names of worlds; all of the catalog when left out")
    parser.add_argument("--seeds", type=int, default=ALL, help="companies to look at")
    parser.add_argument("--beyond", type=float, default=BEYOND, help="share of companies from which on it counts")
    parser.add_argument("--most", type=int, default=1, help="sentences shown for each world")
    parser.add_argument("-c", "--condition", action="append", default=[], help="factor=level; the default otherwise")
    return parser


if __name__ == "__main__":
    main()
