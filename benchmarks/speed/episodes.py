"""Whole episodes: `corpsim run` with a scripted agent, which records and judges each, beside the peers' bare loops."""

import tempfile
from contextlib import ExitStack
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from alternating import Player, spend
from clockwork import Aim, Options, Section, typical
from peers import enter_peers

FEW = 8
"""Episodes of the small run that is taken off the large one, so that starting the program is not counted."""

ROUNDS = 3


class Manner(NamedTuple):
    """A way to run: where the episodes play, and in how many processes."""

    name: str
    new_companies: bool
    workers: int


ONE = Manner("a new company each, one process", True, 1)
TWO = Manner("a new company each, two processes", True, 2)
SAME = Manner("the same company, one process", False, 1)
BARE = "CorpSim in the same bare loop"


def measure(options: Options) -> Section:
    """By turns: `corpsim run` in each manner, then an episode of every peer in a bare loop."""
    section = Section(
        "episodes",
        "Runs of scripted agents",
        "corpsim run with the reference solution (32 calls), every episode recorded and judged. An episode of a peer "
        "is its reset to one world and 24 calls as text in a bare loop: nothing recorded, nothing judged.",
    )
    spent: dict[Manner, list[tuple[float, float]]] = {ONE: [], TWO: [], SAME: []}
    bare: dict[str, list[float]] = {}
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="corpsim-runs-") as folder:
        peers = {peer.name: player for peer, player in enter_peers(stack, options, section.notes).items()}
        players = {BARE: stack.enter_context(Player("corpsim_day.py", options.world)), **peers}
        for turn in range(1 if options.quick else ROUNDS):
            for manner, taken in spent.items():
                options.say(f"round {turn + 1}, {manner.name}")
                taken.append(_further_episode(options, Path(folder) / f"{turn}", manner))
            for name, player in players.items():
                bare.setdefault(name, []).append(player.measure(["episode"])["episode"])
    _leave_out_muddled(section, spent, bare)
    _rates(section, spent)
    _against(section, [cpu for cpu, _ in spent[SAME]], bare)
    return section


def _further_episode(options: Options, folder: Path, manner: Manner) -> tuple[float, float]:
    """CPU and clock seconds of one more episode."""
    few = _run(options, folder.with_suffix(f".few-{manner.workers}-{manner.new_companies}"), FEW, manner)
    many = _run(
        options, folder.with_suffix(f".{manner.workers}-{manner.new_companies}"), FEW + options.episodes, manner
    )
    return (many[0] - few[0]) / options.episodes, (many[1] - few[1]) / options.episodes


def _leave_out_muddled(
    section: Section, spent: dict[Manner, list[tuple[float, float]]], bare: dict[str, list[float]]
) -> None:
    """Take out the rounds in which something else on the machine made the small run of a manner the longer one."""
    turns = list(zip(*spent.values(), strict=True))
    clear = [all(cpu > 0 and wall > 0 for cpu, wall in turn) for turn in turns]
    for taken in (*spent.values(), *bare.values()):
        taken[:] = compress(taken, clear)
    if not all(clear):
        left = f"{clear.count(False)} of {len(clear)} rounds are left out"
        section.notes.append(f"{left}: the machine was so busy that many episodes took less time than few.")


def _run(options: Options, folder: Path, episodes: int, manner: Manner) -> tuple[float, float]:
    which = ("--seeds", f"0-{episodes - 1}") if manner.new_companies else ("--seeds", "0", "--trials", str(episodes))
    used = spend(
        *("-m", "corpsim.cli", "run", options.world, "--agent", "honest", *which),
        *("--workers", str(manner.workers), "--out", str(folder)),
    )
    return used.cpu_s, used.wall_s


def _rates(section: Section, spent: dict[Manner, list[tuple[float, float]]]) -> None:
    for manner, taken in spent.items():
        cost = f"{typical(cpu for cpu, _ in taken)} of CPU each"
        rates = [1 / wall for _, wall in taken]
        section.add(manner.name, "episodes/s", rates, here=cost, group="By the clock", better="more")
    gained = [one[1] / two[1] for one, two in zip(spent[ONE], spent[TWO], strict=True)]
    section.add("two processes against one", "×", gained, group="By the clock", better="more")


def _against(section: Section, costs: list[float], bare: dict[str, list[float]]) -> None:
    """The best peer is the one with the smallest quotient."""
    quotients = {
        name: [theirs / ours for ours, theirs in zip(costs, taken, strict=True)] for name, taken in bare.items()
    }
    for name, values in sorted(quotients.items(), key=lambda item: sorted(item[1])):
        aim = None if name == BARE else Aim(1, at_least=True)
        here = f"{typical(costs)} : {typical(bare[name])}"
        group = "CPU of an episode, against corpsim run in one company"
        section.add(name, "×", values, aim, here=here, group=group, better="more")
