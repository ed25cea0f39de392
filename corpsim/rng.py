"""Named streams of chance: the same name gives the same dice in every process and on every platform."""

import random
from hashlib import blake2b


def stream(*name: str | int) -> random.Random:
    """Dice of their own for `name`, e.g. `stream(seed, "person", "ana.reyes")`.

    Names are joined by an unlikely separator and hashed with BLAKE2b, so a coworker added to a company does not
    move anybody else's dice. `hash()` is not used anywhere: it changes with PYTHONHASHSEED.
    """
    return random.Random(int.from_bytes(blake2b(_key(name), digest_size=16).digest(), "big"))


def number(*name: str | int, below: int) -> int:
    """One integer in `range(below)` for `name`, without the cost of a whole stream."""
    return int.from_bytes(blake2b(_key(name), digest_size=8).digest(), "big") % below


def _key(name: tuple[str | int, ...]) -> bytes:
    return "\x1f".join(map(str, name)).encode()
