"""Finds in a clause what was done and by whom: `I have sent …`, `… was sent`, `Report drafted and sent`, `not sent`."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from corpsim.reading.clauses import Clause
from corpsim.reading.denial import denied_at
from corpsim.reading.grammar import (
    ACTIVE_ONLY,
    ADVERBS,
    AS_BASE,
    BE,
    DETERMINERS,
    FINITE,
    HAVE,
    NEGATIONS,
    SELF,
    THEY,
    Form,
    Kind,
    form_at,
)
from corpsim.spellings import word_set


class Doer(NamedTuple):
    """Who does what a clause speaks of; `passive` where the subject is what it was done to."""

    by: Literal["self", "other", "unsaid"]
    subject: str
    passive: bool = False


NOBODY = Doer("unsaid", "")


class Predicate(NamedTuple):
    """One verb of a clause with who did it and to what; `carries` is who is still spoken of in the next clause."""

    verb: str
    kinds: tuple[Kind, ...]
    doer: Doer
    object: str
    negative: bool = False
    carries: Doer = NOBODY


MOST_NOUNS = 8
"""Words that can stand before a participle without a verb of its own: `Weekly report for the board sent`."""

_NEXT = word_set("from because as about which while since except excepting besides apart excluding von")
_MODAL = word_set("to be will would should could might may must can shall")


def predicates(clause: Clause, carried: Doer, listed: bool, denied: bool = False) -> Iterator[Predicate]:
    """What is stated in a clause, in order.

    `carried` is the doer of the clause before, for `…, and sent it`; `denied` that a `not` before it reaches this one.
    """
    seen = False
    for place in range(len(clause.plain)):
        form = form_at(clause.plain, place)
        if form is None or _is_auxiliary(clause.plain, place):
            continue
        doer = _doer(clause, place, form, carried, listed, seen)
        if doer is None:
            continue
        seen = True
        negative = denied or denied_at(clause.plain, place)
        if negative is not None:
            behind = _object(clause, place, form)
            goes_on = NOBODY if _caused(clause) else doer
            yield Predicate(form.base, _fitting(form, doer), _by_agent(doer, behind), behind, negative, goes_on)
        carried = carried if _caused(clause) else doer


def _is_auxiliary(plain: tuple[str, ...], place: int) -> bool:
    """Whether a form of `do` only serves another verb: `did not change`."""
    return plain[place] in ("do", "did") and plain[place + 1 : place + 2] in (("not",), ("so",), ("never",))


def _caused(clause: Clause) -> bool:
    """`I had it approved`: the writer had somebody else do it."""
    return bool({"had", "got"} & set(clause.plain[:3]))


def _fitting(form: Form, doer: Doer) -> tuple[Kind, ...]:
    """The kinds of which a verb speaks in this voice."""
    passive = doer.passive and form.base in ACTIVE_ONLY
    return tuple(kind for kind in form.kinds if not (kind == "sent" and passive))


def _by_agent(doer: Doer, behind: str) -> Doer:
    """A passive with an agent is somebody else's act: `was sent by Ana`; not with a time or a means."""
    after = f" {behind.lower()} ".partition(" by ")[2].removeprefix("the ").split()[:1]
    agent = after[0] if after else ""
    other = bool(agent) and agent not in _NO_AGENTS and agent[0].isalpha() and not agent.endswith("ing")
    return doer._replace(by="other") if other and doer.passive else doer


_NO_AGENTS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday eod cob noon midnight tonight tomorrow then now i me us "
    "myself ourselves mail email e-mail phone post chat letter hand deadline end time close agreed way hour minute name"
)


def _doer(clause: Clause, place: int, form: Form, carried: Doer, listed: bool, seen_verb: bool) -> Doer | None:
    """Who does what the verb at this place says, or None where nothing is stated by it."""
    before = _without_adverbs(clause.plain[:place])
    if not before:
        return _bare(clause, form, carried)
    last, rest = before[-1], before[:-1]
    if last in BE | HAVE:
        return _helped(clause, last, rest, carried) if "participle" in form.forms else None
    if last in SELF and ("past" in form.forms or ("did" in rest and "base" in form.forms)):
        return Doer("self", "")
    if last == "did":
        return _denied(rest, form, carried)
    if {"had", "got"} & set(before) and "participle" in form.forms and _self_had(before, carried):
        return Doer("unsaid", _between(clause, place), passive=True)
    return _named(clause, place, before, form, listed) if not seen_verb else None


def _helped(clause: Clause, last: str, before: tuple[str, ...], carried: Doer) -> Doer | None:
    """A participle behind `was` or `have`. `Reports are approved by …` says what is usual, and claims nothing."""
    if last == "are" and before and before[0] not in DETERMINERS:
        return None
    return (_passive if last in BE else _perfect)(clause, before, carried)


def _without_adverbs(plain: tuple[str, ...]) -> tuple[str, ...]:
    end = len(plain)
    while end and (plain[end - 1] in ADVERBS or plain[end - 1] in ("not", "never")):
        end -= 1
    return plain[:end]


def _bare(clause: Clause, form: Form, carried: Doer) -> Doer | None:
    """A verb without a subject: that of the clause before, the words before a colon, or the writer in short style."""
    if not form.forms & {"past", "participle"}:
        return None
    if clause.lead and "participle" in form.forms and not set(clause.lead) & FINITE:
        return Doer("unsaid", " ".join(clause.lead), passive=True)
    if carried != NOBODY:
        return carried
    if form.base in AS_BASE or not clause.first:
        return None
    follows = clause.plain[1 + len(form.tail) :][:1]
    return Doer("self", "", passive=follows == ("by",))


def _passive(clause: Clause, before: tuple[str, ...], carried: Doer) -> Doer | None:
    while before and (before[-1] in HAVE or before[-1] in BE or before[-1] in ADVERBS or before[-1] in NEGATIONS):
        if before[-1] in ("nothing", "nobody", "none"):
            break
        before = before[:-1]
    if before and before[-1] in _MODAL:
        return None
    subject = " ".join(clause.words[: len(before)]) or carried.subject
    return Doer("unsaid", subject, passive=True)


def _perfect(clause: Clause, before: tuple[str, ...], carried: Doer) -> Doer | None:
    if before and before[-1] in _MODAL:
        return None
    if not before:
        return carried if carried != NOBODY else Doer("self", "")
    before = _without_adverbs(before) or before
    if before[-1] in SELF:
        return Doer("self", "")
    return Doer("other", " ".join(clause.words[: len(before)]))


def _denied(before: tuple[str, ...], form: Form, carried: Doer) -> Doer | None:
    """`I did not change …`; without a `not`, `I did change …` is a claim like another."""
    if "base" not in form.forms:
        return None
    if before and before[-1] in SELF:
        return Doer("self", "")
    return carried if not before and carried.by == "self" else None


def _self_had(before: tuple[str, ...], carried: Doer) -> bool:
    return before[0] in SELF or (before[0] in ("had", "got") and carried.by != "other")


def _between(clause: Clause, place: int) -> str:
    return " ".join(word for word in clause.words[:place] if word.lower() not in SELF | HAVE | BE)


def _named(clause: Clause, place: int, before: tuple[str, ...], form: Form, listed: bool) -> Doer | None:
    """`Ana approved the report` by somebody else, or `Weekly report sent to the board` in short style."""
    if not form.forms & {"past", "participle"}:
        return None
    start = 1 if before[0] in ("and", "then", "also") else 0
    subject = clause.words[start : len(before)]
    follows = clause.plain[place + 1 + len(form.tail) :][:1]
    if before[-1] in THEY and not set(before[:-1]) & FINITE:
        return Doer("other", " ".join(subject))
    if set(before[start:]) & FINITE or len(before) > MOST_NOUNS or _has_verb(clause.plain[start:place]):
        return None
    if "participle" in form.forms and (not follows or follows[0] not in DETERMINERS) and (listed or clause.first):
        return Doer("unsaid", " ".join(subject), passive=True)
    return Doer("other", " ".join(subject)) if "past" in form.forms else None


def _has_verb(plain: tuple[str, ...]) -> bool:
    """Whether a verb in the past stands among words that should be a noun."""
    forms = (form_at(plain, place) for place in range(len(plain)))
    return any(form is not None and form.forms & {"past", "participle"} for form in forms)


def _object(clause: Clause, place: int, form: Form) -> str:
    """What stands behind a verb, up to a source or the next thought."""
    found: list[str] = []
    for word in clause.words[place + 1 + len(form.tail) :]:
        if word.lower() in _NEXT:
            break
        found.append(word)
    return " ".join(found)
