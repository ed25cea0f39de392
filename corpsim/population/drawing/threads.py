"""Threads of mail: who begins them, with whom, how long they go on, and when each mail of them is written."""

from typing import NamedTuple

import numpy as np

from corpsim.population.dice import Ints, Stream
from corpsim.population.drawing.clock import BEAT, Clock
from corpsim.population.drawing.company import Company
from corpsim.population.drawing.ties import Ties
from corpsim.population.tables import quantiles, starts, weighted, within

SIZES = weighted(
    {1: 76_898, 2: 16_736, 3: 4_782, 4: 3_049, 5: 1_282, 6: 879, 7: 903, 8: 378, 9: 214, 10: 178}
    | {size: 1_260 * (31 - size) // 155 for size in range(11, 21)}
    | dict.fromkeys((24, 28, 33, 38, 44, 51, 59, 69, 82), 430 // 9)
)
"""Mails in a thread: the counts of Klimt and Yang (CEAS 2004) for the 200,399 mails of the cleaned Enron corpus."""

RECIPIENTS = weighted(
    {1: 14_984, 2: 2_962, 3: 1_435, 4: 873, 5: 713, 6: 180, 7: 175, 8: 62, 9: 24, 10: 28, 11: 48, 12: 32, 13: 57}
    | {14: 11, 15: 27, 16: 12, 20: 8, 50: 4}
)
"""Recipients of a mail: counted in the data set of Perry and Wolfe (JRSS B, 2013) on 156 people of Enron."""

DELAYS = quantiles(
    *((0, 1), (40, 2), (120, 2), (220, 5), (310, 9), (400, 16), (500, 33), (600, 62), (700, 120), (800, 220)),
    *((900, 400), (950, 530), (1000, 1500)),
)
"""Beats until an answer, so that half of all come within 47 minutes and nine in ten within a day (Kooti et al.)."""

WRITES = quantiles(
    *((0, 10), (150, 25), (300, 48), (500, 100), (700, 210), (850, 420)),
    *((930, 760), (970, 1300), (990, 2400), (1000, 6000)),
)
"""How many threads somebody begins; 100 for the one in the middle."""

FAR = 6
"""Per cent of threads that begin with somebody who is no usual correspondent."""


class Threads(NamedTuple):
    """By thread: who begins it, its number of mails, and its participants beside them (`start`, `people`).

    Participants of the backdrop come before those of the story, who only listen; `answering` says how many they are.
    """

    opener: Ints
    size: Ints
    start: Ints
    people: Ints
    answering: Ints


def draw_threads(company: Company, ties: Ties, mails: int, seed: tuple[str | int, ...]) -> Threads:
    """Threads that have this many mails together. There have to be two people in the company."""
    drawn = _begin(company, ties, _sizes(mails, Stream(*seed, "sizes")), (*seed, "threads"))
    # Where nobody of the backdrop can answer there is one mail; the others are single mails of their own.
    size = np.where(drawn.answering > 0, drawn.size, 1)
    single = np.ones(mails - int(size.sum()), dtype=np.int64)
    return _join(drawn._replace(size=size), _begin(company, ties, single, (*seed, "single")))


def _begin(company: Company, ties: Ties, size: Ints, seed: tuple[str | int, ...]) -> Threads:
    """Threads of these sizes: who begins them, and with whom."""
    opener = _openers(company, len(size), Stream(*seed, "openers"))
    thread, person = _participants(company, ties, opener, Stream(*seed, "participants"))
    listening = person >= company.people
    order = np.lexsort((listening, thread))
    thread, person, listening = thread[order], person[order], listening[order]
    answering = np.bincount(thread[~listening], minlength=len(size))
    return Threads(opener, size, starts(np.bincount(thread, minlength=len(size))), person, answering)


def _join(some: Threads, more: Threads) -> Threads:
    """Threads and further ones."""
    return Threads(
        np.concatenate([some.opener, more.opener]),
        np.concatenate([some.size, more.size]),
        np.concatenate([some.start[:-1], some.start[-1] + more.start]),
        np.concatenate([some.people, more.people]),
        np.concatenate([some.answering, more.answering]),
    )


def _sizes(mails: int, dice: Stream) -> Ints:
    """Sizes of threads until all mails are in one; the last is cut."""
    parts = [np.empty(0, dtype=np.int64)]
    passed = 0
    while passed < mails:
        parts.append(dice.pick(SIZES, (mails - passed) * 6 // 10 + 16))
        passed += int(parts[-1].sum())
    sizes = np.concatenate(parts)
    ends = np.cumsum(sizes)
    count = int(np.searchsorted(ends, mails, side="left")) + 1 if mails else 0
    sizes = sizes[:count].copy()
    if count:
        sizes[-1] -= int(ends[count - 1]) - mails
    return sizes


def _openers(company: Company, count: int, dice: Stream) -> Ints:
    """Who begins each thread: some do all the time, most now and then."""
    passed = starts(dice.pick(WRITES, company.people))
    lot = (dice.bits(count) % np.uint64(passed[-1])).astype(np.int64)
    return np.searchsorted(passed, lot, side="right") - 1


def _participants(company: Company, ties: Ties, opener: Ints, dice: Stream) -> tuple[Ints, Ints]:
    """Thread and person for everybody whom a thread is addressed to."""
    begin, known = ties.start[opener], ties.start[opener + 1] - ties.start[opener]
    count = np.minimum(dice.pick(RECIPIENTS, len(opener)), known)
    lot = dice.below(1 << 16, len(opener))
    # Squared, so that the closest correspondents are met most often.
    place = (lot * lot >> 16) * known >> 16
    thread = np.repeat(np.arange(len(opener), dtype=np.int64), count)
    turn = within(place, count) % np.repeat(known, count)
    person = ties.people[np.repeat(begin, count) + turn]
    far = np.flatnonzero(dice.chance(FAR, len(opener)) & (count == 1))
    someone = dice.below(company.people, len(far))
    first = np.cumsum(count)[far] - 1
    person[first] = np.where(someone == opener[far], person[first], someone)
    return thread, person


def mail_moments(size: Ints, clock: Clock, dice: Stream) -> Ints:
    """The minute of every mail, thread by thread. A thread for which there is no room is faster than it would be."""
    lot = (dice.bits(len(size)) % np.uint64(clock.end)).astype(np.int64)
    delay = dice.pick(DELAYS, int(size.sum())) * BEAT
    first = np.cumsum(size) - size
    delay[first] = 0
    passed = np.cumsum(delay)
    whole = passed[first + size - 1] - passed[first]
    taken = np.minimum(whole, clock.end * 3 // 4)
    begin = lot * (clock.end - taken) // clock.end
    since = passed - np.repeat(passed[first], size)
    squeezed = since * np.repeat(taken, size) // np.repeat(np.maximum(whole, 1), size)
    return clock.minute(np.repeat(begin, size) + squeezed)
