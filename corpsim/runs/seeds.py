"""Seeds as people write them: `3`, `0-9`, `0-4,7`."""

import re
from collections.abc import Sequence

_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
MOST_SEEDS = 1_000_000


def parse_seeds(text: str) -> tuple[int, ...]:
    """The seeds of a text, in its order. Raises ValueError."""
    seeds: list[int] = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if last < first or last - first >= MOST_SEEDS:
            raise ValueError(f"{part.strip()!r} is no seed and no range; write 3, 0-9 or 0-4,7")
        seeds.extend(range(first, last + 1))
    return tuple(dict.fromkeys(seeds))


def show_seeds(seeds: Sequence[int]) -> str:
    """Seeds in the short form that `parse_seeds` reads."""
    runs: list[list[int]] = []
    for seed in seeds:
        if runs and seed == runs[-1][-1] + 1:
            runs[-1].append(seed)
        else:
            runs.append([seed])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
