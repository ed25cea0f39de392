"""A budget as people write it: `500k-tokens`, `20`, `20-EUR`."""

import re
from typing import NamedTuple

_BUDGET = re.compile(r"(\d+(?:\.\d+)?)(k|M)?(?:[\s-]*([A-Za-z]+))?")
_SIZES = {"": 1, "k": 1_000, "M": 1_000_000}


class Budget(NamedTuple):
    """What a run may use up in all its sittings: tokens, or money in `currency` (empty for that of the prices)."""

    amount: float
    tokens: bool
    currency: str = ""


def parse_budget(text: str) -> Budget:
    """Read a budget: a number of tokens with k or M, or an amount of money. Raises ValueError."""
    match = _BUDGET.fullmatch(text.strip().replace(",", ""))
    unit = (match[3] or "").lower() if match else ""
    amount = float(match[1]) * _SIZES[match[2] or ""] if match else 0.0
    if not amount or unit in ("token", "k", "m"):
        raise ValueError(f"{text!r} is no budget; write 500k-tokens, or money: 20 or 20-USD")
    return Budget(amount, True) if unit == "tokens" else Budget(amount, False, unit.upper())
