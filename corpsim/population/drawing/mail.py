"""Mail as columns: the mails of all threads in the order of time, and every mailbox."""

import numpy as np

from corpsim.population.columns import Column, compact
from corpsim.population.dice import Ints, Stream
from corpsim.population.drawing.clock import Clock
from corpsim.population.drawing.company import Company
from corpsim.population.drawing.threads import Threads, draw_threads, mail_moments
from corpsim.population.drawing.ties import Ties
from corpsim.population.request import Request
from corpsim.population.tables import group, starts, within

REPLY_ALL = 95
"""Per cent of answers in a larger round that go to everybody in it."""

LAST_TURN = 255


def draw_mail(request: Request, company: Company, ties: Ties, seed: tuple[str | int, ...]) -> dict[str, Column]:
    """The mail of a company. Somebody who is alone has nobody to write to."""
    mails = request.mail_count if company.everybody > 1 else 0
    threads = draw_threads(company, ties, mails, seed)
    at = mail_moments(threads.size, Clock(request.start), Stream(*seed, "times"))
    order = np.argsort(at, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return _columns(company, threads, at, order, rank, Stream(*seed, "turns"))


def _columns(company: Company, threads: Threads, at: Ints, order: Ints, rank: Ints, dice: Stream) -> dict[str, Column]:
    size, first = threads.size, np.cumsum(threads.size) - threads.size
    thread = np.repeat(np.arange(len(size), dtype=np.int64), size)
    turn = np.arange(len(thread), dtype=np.int64) - first[thread]
    sender_seat = _seats(threads, thread, turn, first, dice)
    sender = _seated(threads, thread, sender_seat)
    mail, person, to = _recipients(threads, thread, turn, sender_seat, sender, dice)
    ended = turn == size[thread] - 1
    parent = np.where(turn > 0, rank[np.arange(len(thread)) - (turn > 0)], -1)
    shown = np.where(ended & (turn > 0), LAST_TURN, np.minimum(turn, LAST_TURN - 1))
    found = {
        "mail.sender": sender[order],
        "mail.at": at[order],
        "mail.root": rank[first[thread]][order],
        "mail.parent": parent[order],
        "mail.turn": shown[order],
        "mail.to": to[order],
    }
    found.update(_boxes(company, rank[mail], person, len(thread)))
    return {name: compact(name, values) for name, values in found.items()}


def _seats(threads: Threads, thread: Ints, turn: Ints, first: Ints, dice: Stream) -> Ints:
    """Who of a thread writes each mail: 0 for its opener, k for the k-th who may answer; nobody twice running."""
    others = threads.answering[thread]
    step = np.where(turn > 0, 1 + dice.below(np.maximum(others, 1), len(thread)), 0)
    passed = np.cumsum(step)
    seats: Ints = (passed - passed[first][thread]) % (others + 1)
    return seats


def _seated(threads: Threads, thread: Ints, seat: Ints) -> Ints:
    """The person on a seat of a thread."""
    place = np.minimum(threads.start[thread] + np.maximum(seat - 1, 0), max(len(threads.people) - 1, 0))
    return np.where(seat == 0, threads.opener[thread], threads.people[place] if len(threads.people) else 0)


def _recipients(
    threads: Threads, thread: Ints, turn: Ints, seat: Ints, sender: Ints, dice: Stream
) -> tuple[Ints, Ints, Ints]:
    """Mail and person for everybody who receives a mail, those written to before those in copy; and how many the
    former are."""
    members = threads.start[thread + 1] - threads.start[thread]
    wide = (turn == 0) | dice.chance(REPLY_ALL, len(thread))
    mails = np.arange(len(thread), dtype=np.int64)
    # An answer goes to whoever wrote last; everybody else in the round is in copy.
    before = np.maximum(mails - 1, 0)
    answers = turn > 0
    rounds = np.flatnonzero(wide)
    mail = np.repeat(rounds, members[rounds] + 1)
    place = within(np.zeros(len(rounds), dtype=np.int64), members[rounds] + 1)
    person = _seated(threads, thread[mail], place)
    other = (person != sender[mail]) & ~(answers[mail] & (place == seat[before[mail]]))
    mail, person = mail[other], person[other]
    directly = mails[answers]
    mail = np.concatenate([directly, mail])
    person = np.concatenate([sender[before[directly]], person])
    order = np.argsort(mail, kind="stable")
    count = np.bincount(mail, minlength=len(thread))
    return mail[order], person[order], np.where(answers, 1, np.minimum(count, _addressed(count, dice)))


def _addressed(count: Ints, dice: Stream) -> Ints:
    """How many of the recipients of a first mail it is written to; the others are in copy."""
    copied = np.where(dice.chance(35, len(count)), dice.below(np.maximum(count, 1), len(count)), 0)
    return count - copied


def _boxes(company: Company, mail: Ints, person: Ints, mails: int) -> dict[str, Ints]:
    """Recipients by mail, and mails by recipient, both in order."""
    order = np.argsort(mail, kind="stable")
    mail, person = mail[order], person[order]
    start, by_person = group(person, company.everybody)
    return {
        "mail.start": starts(np.bincount(mail, minlength=mails)),
        "mail.people": person,
        "box.start": start,
        "box.mails": mail[by_person],
    }
