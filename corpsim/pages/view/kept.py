"""What was read last, up to a weight: a page that is open for a week holds no more than one that was just opened."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class _One(NamedTuple, Generic[T]):
    stamp: Any
    weight: int
    value: T


class Kept(Generic[K, T]):
    """Values by key, those used last. They weigh `most` together at most, but `least` of them stay whatever they weigh.

    Requests come from several threads; while one reads, others wait, so that nothing is read twice.
    """

    def __init__(self, most: int, *, least: int = 1) -> None:
        self._most, self._least = most, least
        self._lock = RLock()
        self._found: OrderedDict[K, _One[T]] = OrderedDict()
        self.weight = 0
        """What is kept now weighs this."""

    def __len__(self) -> int:
        return len(self._found)

    def get(self, key: K, stamp: Any, read: Callable[[], T], weigh: Callable[[T], int] = lambda _: 1) -> T:
        """The value of a key, read anew where there is none or its stamp is another. Raises what `read` raises."""
        with self._lock:
            found = self._found.pop(key, None)
            self.weight -= found.weight if found is not None else 0
            if found is None or found.stamp != stamp:
                value = read()
                found = _One(stamp, weigh(value), value)
            self._found[key] = found
            self.weight += found.weight
            while self.weight > self._most and len(self) > self._least:
                self.weight -= self._found.popitem(last=False)[1].weight
            return found.value
