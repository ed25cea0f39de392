"""Designs: which combinations of levels are played, all of them or a balanced part."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpsim.rng import stream

MOST_CELLS = 5_000
PER_EFFECT = 2
"""Cells for each effect that a fraction has to tell, at least."""

STARTS = 12
Levels = Mapping[str, Sequence[str]]
Cell = dict[str, str]


class Fraction(NamedTuple):
    """Some of all combinations.

    `efficiency` is that of main effects beside an orthogonal design of the same size, 0..1 (D-efficiency); `alike` is
    the largest correlation between the effects of two factors, 0 where none is mistaken for another. Interactions are
    not told apart from main effects.
    """

    cells: tuple[Cell, ...]
    of: int
    efficiency: float
    alike: float


def full(levels: Levels) -> tuple[Cell, ...]:
    """Every combination, the last factor fastest."""
    return tuple(dict(zip(levels, cell, strict=True)) for cell in product(*levels.values()))


def one_at_a_time(levels: Levels) -> tuple[Cell, ...]:
    """The first level of every factor, and then each other level alone."""
    controls = {factor: given[0] for factor, given in levels.items()}
    return (controls, *({**controls, factor: level} for factor, given in levels.items() for level in given[1:]))


def fraction(levels: Levels, size: int | None = None) -> Fraction:
    """A part of all combinations that tells the main effects of all factors, the same one every time.

    A D-optimal main-effects design by coordinate exchange from several starts, with each level about as often as the
    others. Source: R. K. Meyer and C. J. Nachtsheim, "The coordinate-exchange algorithm for constructing exact optimal
    experimental designs", Technometrics 37 (1995), 60-69. Raises ValueError for a size that cannot tell all effects.
    """
    counts = [len(given) for given in levels.values()]
    wrong = check_size(counts, size)
    if wrong:
        raise ValueError(wrong)
    every = int(np.prod(counts)) if counts else 1
    wanted = size if size is not None else min(every, _whole(PER_EFFECT * _effects(counts), counts))
    if wanted >= every:
        return Fraction(full(levels), every, 1.0, 0.0)
    design = max(
        (_exchanged(counts, wanted, start) for start in range(STARTS)), key=lambda found: _worth(found, counts)
    )
    names, values = list(levels), list(levels.values())
    rows = sorted({tuple(int(level) for level in row) for row in design})
    cells = tuple({name: values[i][row[i]] for i, name in enumerate(names)} for row in rows)
    coded = _coded(np.array(rows), counts)
    return Fraction(cells, every, _efficiency(coded), _alike(np.array(rows), counts))


def check_size(counts: Sequence[int], size: int | None) -> str:
    """Why so many cells cannot tell the main effects of factors with so many levels each; empty where they can."""
    effects = _effects(counts)
    if size is None or size >= effects:
        return ""
    return f"{size} cells cannot tell {effects - 1} effects and a mean; it takes {effects} at least"


def _effects(counts: Sequence[int]) -> int:
    return 1 + sum(count - 1 for count in counts)


def _whole(least: int, counts: Sequence[int]) -> int:
    """The next size in which the levels of each two factors can come equally often, or the least if that is far."""
    step = int(np.lcm.reduce([a * b for i, a in enumerate(counts) for b in counts[:i]] or counts))
    up = -(-least // step) * step
    return up if up <= 2 * least else least


@cache
def _contrasts(count: int) -> NDArray[np.float64]:
    """Orthogonal effects of a factor: (levels, levels - 1), each column of mean 0 and mean square 1."""
    basis = np.linalg.qr(np.column_stack([np.ones(count), np.eye(count)[:, 1:]]))[0][:, 1:]
    scaled: NDArray[np.float64] = basis * np.sqrt(count)
    return scaled


def _coded(design: NDArray[np.int64], counts: Sequence[int]) -> NDArray[np.float64]:
    """The rows as effects: a one, and the contrasts of each level."""
    columns = [_contrasts(count)[design[:, i]] for i, count in enumerate(counts) if count > 1]
    return np.column_stack([np.ones(len(design)), *columns])


def _efficiency(coded: NDArray[np.float64]) -> float:
    sign, log = np.linalg.slogdet(coded.T @ coded / len(coded))
    return float(np.exp(log / coded.shape[1])) if sign > 0 else 0.0


def _worth(design: NDArray[np.int64], counts: Sequence[int]) -> tuple[int, float]:
    """Different cells first, then the efficiency, rounded so that the last digits of a platform decide nothing."""
    return len(np.unique(design, axis=0)), round(_efficiency(_coded(design, counts)), 9)


def _exchanged(counts: Sequence[int], size: int, start: int) -> NDArray[np.int64]:
    """A start drawn by dice of its own, with one level after the other exchanged while that makes it better."""
    dice = stream("fraction", size, start, *counts)
    columns = [[row % count for row in range(size)] for count in counts]
    for column in columns:
        dice.shuffle(column)
    design = np.array(columns).T
    while sum(_exchange_row(design, row, counts) for row in range(size)):
        pass
    return design


def _exchange_row(design: NDArray[np.int64], row: int, counts: Sequence[int]) -> bool:
    """Give a cell the levels that make the design most efficient, factor by factor; whether anything was exchanged."""
    exchanged = False
    taken = {tuple(other) for other in np.delete(design, row, axis=0).tolist()}
    coded, spread = _coded_and_spread(design, counts)
    for column, count in enumerate(counts):
        options = np.repeat(design[row : row + 1], count, axis=0)
        options[:, column] = range(count)
        gains = np.round(_gains(coded[row], _coded(options, counts), spread), 9)
        gains[np.array([tuple(option) in taken for option in options.tolist()])] = -1.0
        best = int(gains.argmax())
        if gains[best] > max(1.0, gains[design[row, column]]):
            design[row, column] = best
            coded, spread = _coded_and_spread(design, counts)
            exchanged = True
    return exchanged


def _coded_and_spread(
    design: NDArray[np.int64], counts: Sequence[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A design as its effects, and how uncertain these are beside one another."""
    coded = _coded(design, counts)
    return coded, np.asarray(np.linalg.pinv(coded.T @ coded), dtype=np.float64)


def _gains(old: NDArray[np.float64], new: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much the determinant grows when each of the new rows takes the place of an old one."""
    own, cross = old @ spread @ old, new @ spread @ old
    grown: NDArray[np.float64] = (1 - own) * (1 + np.einsum("ij,jk,ik->i", new, spread, new)) + cross**2
    return grown


def _alike(design: NDArray[np.int64], counts: Sequence[int]) -> float:
    """The largest correlation between effects of different factors."""
    owners = np.array([i for i, count in enumerate(counts) for _ in range(count - 1)])
    effects = _coded(design, counts)[:, 1:]
    centred = effects - effects.mean(axis=0)
    norms = np.linalg.norm(centred, axis=0)
    if not len(owners) or (norms == 0).any():
        return 1.0 if len(owners) else 0.0
    correlations = np.abs((centred / norms).T @ (centred / norms))
    apart = owners[:, None] != owners[None, :]
    return float(correlations[apart].max(initial=0.0))
