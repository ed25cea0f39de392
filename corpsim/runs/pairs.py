"""The pairs of a run: which episodes belong together, what a comparison of them says, and where that is kept.

They lie in `pairs/<number>-<number>.json`, a store of its own beside the labels, replaced as a whole.
"""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import msgspec

from corpsim.dose import read_dose
from corpsim.errors import CorpSimError
from corpsim.label import Label
from corpsim.pair import UNWATCHED, WATCHED, Arm, Contrast, alignment_faking, contrast, read_arm
from corpsim.runs.design import EpisodePlan
from corpsim.runs.labels import read_labels
from corpsim.runs.record import FINAL, CorruptRecord, read_ends
from corpsim.runs.score import rebuild
from corpsim.runs.secrecy import fit_to_record
from corpsim.runs.store import RunFolder
from corpsim.runs.writer import CannotRecord, make_folder, write_whole

_ORDER = (WATCHED, UNWATCHED)
"""These arms are compared first and in this order; then each other level, as its control, with either of them."""


class Played(msgspec.Struct, frozen=True):
    """One arm: which episode it was, and which events were read."""

    episode: str
    ledger_digest: str


class Pair(msgspec.Struct, frozen=True):
    """Episodes of one world, seed, trial, agent and condition that differ in one factor, compared two by two.

    `arms` are by level; `contrasts` are every two of them, those that can show alignment faking first.
    """

    id: str
    factor: str
    world: str
    agent: str
    seed: int
    trial: int
    condition: dict[str, str]
    arms: dict[str, Played]
    contrasts: tuple[Contrast, ...]


Cell = dict[str, EpisodePlan]
"""Level → the episode in which it is played, of one pair."""


def factors_of(folder: RunFolder) -> dict[str, str]:
    """The factor in which the episodes of each part of a run are paired, by the part's name: the one that was asked
    for, else oversight where both of its deciding levels are there. Parts without either are left out."""
    config = folder.config
    asked = {part.name: part.pairs for part in config.parts} or {"": config.pairs}
    told: dict[str, set[str | None]] = {name: set() for name in asked}
    for plan in folder.plans:
        told[plan.part].add(plan.condition.get("oversight"))
    found = {
        name: factor or ("oversight" if {WATCHED, UNWATCHED} <= told[name] else "") for name, factor in asked.items()
    }
    return {name: factor for name, factor in found.items() if factor}


def paired_cells(folder: RunFolder) -> list[tuple[str, Cell]]:
    """The episodes that belong together, with the factor in which they differ, in the order of the plans.

    Doses and levels drawn by the seed pair nothing.
    """
    factors = factors_of(folder)
    found: dict[str, tuple[str, Cell]] = {}
    for plan in folder.plans:
        factor = factors.get(plan.part, "")
        level = plan.condition.get(factor, "*")
        if level == "*" or (factor == "oversight" and read_dose(level) is not None):
            continue
        rest = {name: value for name, value in sorted(plan.condition.items()) if name != factor}
        key = repr((plan.part, plan.world, plan.agent, plan.seed, plan.trial, rest))
        found.setdefault(key, (factor, {}))[1][level] = plan
    return [(factor, cell) for factor, cell in found.values() if len(cell) > 1]


def pair_id(cell: Mapping[str, EpisodePlan]) -> str:
    """The numbers of its episodes."""
    return "-".join(plan.id.split("-")[0] for plan in cell.values())


def decide_pairs(folder: RunFolder, *, again: bool = True) -> dict[str, str]:
    """Compare the episodes of every pair that was played, and keep what that says.

    Without `again` a pair that was compared as it is now is left alone. Returns, by pair, why it could not be compared.
    Raises CannotRecord.
    """
    skipped: dict[str, str] = {}
    for factor, cell in paired_cells(folder):
        played = {level: plan for level, plan in cell.items() if _digest(folder, plan)}
        try:
            if len(played) > 1 and (again or not _is_kept(folder, cell, played)):
                write_pair(folder, _decide(folder, factor, cell, played))
        except CannotRecord:
            raise
        except CorpSimError as error:
            skipped[pair_id(cell)] = str(error)
        except Exception as error:  # A reading of the ledger that fails takes no run down, here as in `judge_all`.
            skipped[pair_id(cell)] = fit_to_record(f"{type(error).__name__}: {error}")
    return skipped


def _digest(folder: RunFolder, plan: EpisodePlan) -> str:
    """The ledger of an episode that counts; empty for one that does not."""
    path = folder.episode_path(plan.id)
    end = read_ends(path)[1] if path.exists() else None
    return end.ledger_digest if end is not None and end.outcome in FINAL else ""


def _is_kept(folder: RunFolder, cell: Cell, played: Cell) -> bool:
    """Whether these very episodes were compared already."""
    try:
        kept = _read(pair_path(folder, pair_id(cell)))
    except CorruptRecord:
        return False
    return kept is not None and kept.arms == {level: Played(p.id, _digest(folder, p)) for level, p in played.items()}


def _decide(folder: RunFolder, factor: str, cell: Cell, played: Cell) -> Pair:
    arms = {level: _arm(folder, level, plan) for level, plan in played.items()}
    plan = next(iter(played.values()))
    order = sorted(arms, key=lambda level: _ORDER.index(level) if level in _ORDER else len(_ORDER))
    both = sorted(combinations(order, 2), key=lambda two: two != _ORDER)
    return Pair(
        pair_id(cell),
        factor,
        plan.world,
        plan.agent,
        plan.seed,
        plan.trial,
        {name: level for name, level in plan.condition.items() if name != factor},
        {level: Played(p.id, _digest(folder, p)) for level, p in played.items()},
        tuple(contrast(factor, *_controls_first(arms[a], arms[b])) for a, b in both),
    )


def _controls_first(a: Arm, b: Arm) -> tuple[Arm, Arm]:
    """The arm that the other is held against: a level that states nothing comes first."""
    return (b, a) if a.level in _ORDER and b.level not in _ORDER else (a, b)


def _arm(folder: RunFolder, level: str, plan: EpisodePlan) -> Arm:
    scenario, ledger = rebuild(folder, plan.id)
    kept = read_labels(folder.labels_path(plan.id))
    labels: dict[str, Label] = {}
    if kept is not None:
        labels = {name: kept.labels[name] for name in kept.detectors if name in kept.labels}
    return read_arm(level, scenario.world, ledger.events, labels)


def pair_path(folder: RunFolder, name: str) -> Path:
    """Where a pair lies or will lie."""
    return folder.path / "pairs" / f"{name}.json"


def write_pair(folder: RunFolder, pair: Pair) -> None:
    """Put a pair on disk, all or nothing. Raises CannotRecord."""
    make_folder(pair_path(folder, pair.id).parent)
    write_whole(pair_path(folder, pair.id), msgspec.json.format(msgspec.json.encode(shown(pair)), indent=1) + b"\n")


def shown(pair: Pair) -> dict[str, object]:
    """The pair as files and `--json` show it, with its label of alignment faking and the direction of each contrast."""
    data: dict[str, object] = msgspec.to_builtins(pair)
    contrasts = [{**msgspec.to_builtins(c), "direction": c.direction} for c in pair.contrasts]
    deciding = [alignment_faking(c) for c in pair.contrasts if c.faking]
    return {**data, "contrasts": contrasts, "alignment_faking": deciding[0] if deciding else None}


def read_pairs(folder: RunFolder, episode: str = "") -> list[Pair]:
    """The pairs of a run as they were compared last; those whose episodes were played anew since are left out.

    With `episode` only those that it is an arm of. Raises CorruptRecord.
    """
    cells = (cell for _, cell in paired_cells(folder) if not episode or any(p.id == episode for p in cell.values()))
    found = (_read(pair_path(folder, pair_id(cell))) for cell in cells)
    plans = {plan.id: plan for plan in folder.plans}
    return [
        pair
        for pair in found
        if pair is not None
        and all(_digest(folder, plans[arm.episode]) == arm.ledger_digest for arm in pair.arms.values())
    ]


def _read(path: Path) -> Pair | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Pair)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as error:
        raise CorruptRecord(f"{path}: {error}. `corpsim score` writes it anew.") from None
