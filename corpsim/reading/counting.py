"""Equal things counted in arrays, and different things that share a bucket, in the order of their first occurrence."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

_ROOM, _MOST = 128, 1 << 19


class Counted(NamedTuple):
    """How often each thing comes, at its first occurrence (0 at later ones), and which later kinds share the bucket
    of an earlier one."""

    counts: Whole
    sharing: list[tuple[int, int]]


def count(buckets: Whole, left: Whole, right: Whole) -> Counted:
    """Things are equal if they are so in `left` and `right`; equal ones have the same bucket.

    Things are laid in slots, and all in a slot are first taken for the one that was there first; the few that differ
    from it are told apart one by one.
    """
    size = min(1 << (_ROOM * len(buckets)).bit_length(), _MOST)
    slots = buckets & (size - 1)
    order = np.arange(len(slots))
    table = np.empty(size, np.int32)
    table[slots[::-1]] = order[::-1]  # the first of a slot is written last, and stays
    first = table.take(slots)
    later = (first != order).nonzero()[0]
    firsts = first.take(later)
    differ = (left.take(later) != left.take(firsts)) | (right.take(later) != right.take(firsts))
    wrong = differ.nonzero()[0]
    sharing = _tell_apart(wrong, later, firsts, buckets, left, right) if len(wrong) else []
    again = (firsts != later).nonzero()[0]
    counts = np.bincount(firsts.take(again), minlength=len(slots))
    counts += 1
    counts[later.take(again)] = 0
    return Counted(counts, sharing)


def _tell_apart(
    wrong: Whole, later: Whole, firsts: Whole, buckets: Whole, left: Whole, right: Whole
) -> list[tuple[int, int]]:
    """Leads the `wrong` among `later` to the first of their own kind, in `firsts`."""
    things, there = later.take(wrong), firsts.take(wrong)
    in_bucket = dict(zip(buckets.take(there).tolist(), there.tolist(), strict=True))
    kinds: dict[tuple[int, int], int] = {}
    sharing = []
    columns = [column.take(things).tolist() for column in (buckets, left, right)]
    for place, thing, bucket, *kind in zip(wrong.tolist(), things.tolist(), *columns, strict=True):
        first = firsts[place] = kinds.setdefault(tuple(kind), thing)
        if first == thing and in_bucket.setdefault(bucket, thing) != thing:
            sharing.append((in_bucket[bucket], thing))
    return sharing
