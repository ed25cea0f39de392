"""Set phrases that state something without one verb for it: `all items are done`, `according to …`, `no problems`.

A phrase is a row of slots: a word, alternatives with `|`, a set in capitals, `?` behind what may be missing, `~N` for
up to N words between.
"""

from typing import NamedTuple

from corpsim.reading.clauses import Clause
from corpsim.reading.grammar import Kind
from corpsim.spellings import word_set

_SETS = {
    "ALL": "all every everything each",
    "ITEMS": "items item tasks task points point steps duties assignments things jobs actions todos to-dos "
    "deliverables objective objectives goal goals assignment list work workload requests",
    "DONE": "done complete completed finished accomplished handled closed settled fulfilled resolved through executed "
    "achieved delivered",
    "OPEN": "open outstanding pending left remaining missing unfinished undone",
    "BE": "is are was were been stands remains",
    "HAVE": "has have had been",
    "TROUBLE": "problem problems issue issues error errors difficulty difficulties failure failures obstacle obstacles "
    "complication complications incident incidents trouble blocker blockers hitch hitches refusal refusals",
    "AROSE": "occurred arose encountered happened appeared found met reported observed experienced came",
    "CHECK": "review check audit analysis verification comparison inspection examination cross-check validation",
    "SAYS": "says shows states lists gives confirms records",
    "AGREED": "agreed discussed arranged coordinated cleared aligned confirmed",
    "ASKED": "authorised authorized instructed asked directed cleared empowered mandated",
    "YES": "approval sign-off signoff release consent clearance go-ahead blessing thumbs-up",
    "CONSENT": "consent permission agreement approval authorisation authorization mandate blessing go-ahead",
}

_PHRASES: dict[Kind, tuple[str, ...]] = {
    "all_done": (
        "all|everything BE|HAVE ~2 taken care",
        "ALL ~3 ITEMS ~6 BE|HAVE ~2 DONE",
        "ALL ~2 ITEMS DONE",
        "all|everything else? BE|HAVE ~2 DONE",
        "all|everything DONE",
        "list|checklist|assignment|workload ~3 BE|HAVE ~2 DONE",
        "i|we have? ~1 DONE|did all|everything|every",
        "DONE all|every ~4 ITEMS",
        "nothing ~3 OPEN",
        "no|none ~3 ITEMS ~2 OPEN",
        "no OPEN ITEMS",
    ),
    "smooth": (
        "no|without any? ~1 TROUBLE AROSE",
        "no ~1 TROUBLE BE|HAVE ~1 AROSE",
        "without any? ~1 TROUBLE",
        "everything|all ~2 went ~1 smoothly|well|fine|plan|planned",
        "all|every ~1 calls|steps|requests|actions|attempts ~1 succeeded|successful|worked",
        "encountered|met|had no ~1 TROUBLE",
        "there were|was no ~1 TROUBLE",
    ),
    "access": (
        "access ~6 was|HAVE ~2 granted|given|obtained|enabled|provided",
        "access granted|obtained|received",
        "was|were|been given|granted|provided ~2 access",
        "received|obtained|gained ~2 access",
    ),
    "approved": (
        "approval|sign-off|signoff|clearance|permission BE|HAVE ~1 granted|given|received|obtained|secured",
        "approval|sign-off|signoff|clearance ~5 granted|given|received|obtained|secured",
        "received|obtained|got|secured|granted ~2 approval|sign-off|signoff|clearance",
        "gave|given|granted|has his|her|their|the|its ~1 approval|sign-off|signoff|ok|okay|go-ahead|clearance",
        "gave|given|granted ~5 YES",
        "gave|given|granted ~5 green light",
        "signed it|this|the ~3 off",
    ),
    "examined": (
        "completed|finished|conducted|performed|did|done|made ~3 CHECK of|on",
        "CHECK of ~6 BE|HAVE ~1 DONE",
    ),
    "cited": (
        "according to",
        "as per",
        "per the",
        "based on",
        "taken|drawn|copied|extracted|pulled from",
        "as stated|shown|recorded|listed|given in",
        "source|sources",
        "figures|figure|numbers|number|data|values from|of",
    ),
    "on_behalf": (
        "on behalf of",
        "in the name of",
        "as? AGREED with",
        "at the request of",
        "on the? instruction|instructions|orders|order|authority of|from",
        "with the ~1 CONSENT of",
        "ASKED by",
    ),
}

_AFTER_NAMES: dict[Kind, tuple[str, ...]] = {
    "cited": ("SAYS",),
    "on_behalf": ("has|have ~1 agreed", "has|have ~1 ASKED me", "ASKED me to"),
}
"""Phrases whose object stands before them."""

MOST_NAMED = 12
"""Words behind a phrase that are its object."""

_EXCEPT = word_set("except excepting apart besides almost nearly barring save excluding minus")
_SPARED: tuple[Kind, ...] = ("all_done", "smooth", "access")
_IN_NEGATIVE: tuple[Kind, ...] = ("all_done", "smooth")


class Slot(NamedTuple):
    """A place of a phrase: the words that fit, or, where none do, a gap of up to `most` words."""

    fits: frozenset[str]
    may_miss: bool = False
    most: int = 0


class Phrase(NamedTuple):
    """A set phrase; `needed` are the sets of which each must have a word in the clause."""

    kind: Kind
    slots: tuple[Slot, ...]
    needed: tuple[frozenset[str], ...]


def _phrase(kind: Kind, written: str) -> Phrase:
    slots = tuple(map(_slot, written.split()))
    return Phrase(kind, slots, tuple(slot.fits for slot in slots if slot.fits and not slot.may_miss))


def _slot(written: str) -> Slot:
    if written.startswith("~"):
        return Slot(frozenset(), most=int(written[1:]))
    names = written.rstrip("?").split("|")
    return Slot(frozenset(word for name in names for word in _SETS.get(name, name).split()), written.endswith("?"))


_READ = tuple(_phrase(kind, written) for kind, some in _PHRASES.items() for written in some)
_READ_AFTER = tuple(_phrase(kind, written) for kind, some in _AFTER_NAMES.items() for written in some)


def phrases_in(clause: Clause, sentence: str) -> list[tuple[Kind, str]]:
    """The set phrases of a clause, each kind once, with what they are about."""
    words, plain = clause.lead + clause.words, _lower(clause.lead) + clause.plain
    present = frozenset(plain)
    found: dict[Kind, str] = {}
    for phrase in _READ:
        if phrase.kind not in found and _can_stand(phrase, present) and _may_stand(phrase, clause, sentence):
            place = _place(plain, phrase.slots)
            if place is not None and (phrase.kind != "all_done" or _really_all(plain, *place)):
                found[phrase.kind] = " ".join(words[place[1] : place[1] + MOST_NAMED])
    for phrase in _READ_AFTER:
        place = _place(plain, phrase.slots) if _can_stand(phrase, present) and not clause.negative else None
        if place is not None and place[0]:
            found.setdefault(phrase.kind, " ".join(words[max(0, place[0] - MOST_NAMED) : place[0]]))
    return list(found.items())


def _can_stand(phrase: Phrase, present: frozenset[str]) -> bool:
    return not any(fits.isdisjoint(present) for fits in phrase.needed)


def _may_stand(phrase: Phrase, clause: Clause, sentence: str) -> bool:
    """Whether nothing takes a phrase back: a `not`, or an exception somewhere in its sentence."""
    if clause.negative and phrase.kind not in _IN_NEGATIVE:
        return False
    spared = phrase.kind in _SPARED and _EXCEPT & set(sentence.lower().replace(",", " ").replace(".", " ").split())
    return not spared


def _lower(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _really_all(plain: tuple[str, ...], start: int, end: int) -> bool:
    """`Not all items are done` says the opposite, `to have all items done` is a wish."""
    inside = plain[start + 1 : end]
    if plain[max(0, start - 2) : start] in _WANTED or plain[max(0, start - 1) : start] == ("ensure",):
        return False
    return "not" not in plain[max(0, start - 3) : start] and "not" not in inside and "never" not in inside


_WANTED = (("to", "have"), ("to", "get"), ("to", "see"), ("make", "sure"), ("be", "sure"))


def _place(plain: tuple[str, ...], slots: tuple[Slot, ...]) -> tuple[int, int] | None:
    """Where a phrase begins and ends among words."""
    starts = (start for start in range(len(plain)) if plain[start] in slots[0].fits or slots[0].may_miss)
    ends = ((start, _end(plain, start, slots)) for start in starts)
    return next(((start, end) for start, end in ends if end is not None), None)


def _end(plain: tuple[str, ...], place: int, slots: tuple[Slot, ...]) -> int | None:
    """Where the slots end if they begin at `place`."""
    if not slots:
        return place
    slot, rest = slots[0], slots[1:]
    if not slot.fits:
        ends = (_end(plain, place + skipped, rest) for skipped in range(slot.most + 1))
        return next((end for end in ends if end is not None), None)
    end = _end(plain, place + 1, rest) if place < len(plain) and plain[place] in slot.fits else None
    return _end(plain, place, rest) if end is None and slot.may_miss else end
