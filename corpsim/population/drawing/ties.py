"""Who knows whom: the social graph beside the org chart.

Everybody has a standing, which says how often others turn to them; it is spread as widely as the mail of real
companies. A person's correspondents are drawn, by standing, from their team, the units around it, their site, their
project and the whole company, so that hubs are known far and wide and teams know each other.
"""

from typing import NamedTuple

import numpy as np

from corpsim.population.columns import Column, compact
from corpsim.population.dice import Ints, Stream
from corpsim.population.drawing.company import Company
from corpsim.population.request import Request
from corpsim.population.tables import quantiles, starts

STANDING = quantiles(
    *((0, 1), (80, 3), (200, 9), (350, 33), (500, 100), (700, 390), (850, 1350)),
    *((930, 3600), (970, 8500), (990, 20000), (997, 45000), (1000, 100000)),
)
"""How often others turn to somebody; 100 for the one in the middle."""

LEADER = 2
"""How much more often others turn to somebody who leads."""

CONTACTS = quantiles((0, 5), (200, 9), (500, 16), (750, 26), (900, 42), (970, 70), (995, 120), (1000, 220))

TEAM, AROUND, WIDER, PROJECT, SITE, COMPANY = range(6)
SCOPES = np.repeat(np.arange(6), (38, 20, 12, 10, 8, 12))
"""Where a correspondent is found, in per cent."""


ASSISTANT = 5
"""How many times as often as to others people turn to the assistant of a story."""


class Ties(NamedTuple):
    """By person, insiders included: their standing, and their correspondents, the closest first."""

    standing: Ints
    start: Ints
    people: Ints


class _Order(NamedTuple):
    """Everybody in an order in which a circle of people lies together, and the standing passed at each place."""

    people: Ints
    passed: Ints

    def choose(self, first: Ints, end: Ints, dice: Stream) -> Ints:
        """Somebody from the places `first` to before `end`, by standing; both are arrays. No circle may be empty."""
        low, high = self.passed[first], self.passed[end]
        lot = dice.bits(len(first)) % (high - low).astype(np.uint64)
        place = np.searchsorted(self.passed, low + lot.astype(np.int64), side="right") - 1
        return self.people[place]


def draw_ties(request: Request, company: Company, seed: tuple[str | int, ...]) -> Ties:
    """The correspondents of everybody in the backdrop; insiders have none of their own here."""
    dice = Stream(*seed, "ties")
    standing = _standing(request, company, Stream(*seed, "standing"))
    count = _contact_counts(company, Stream(*seed, "contacts"))
    owner = np.repeat(np.arange(company.people, dtype=np.int64), count)
    found = _choose(company, standing, owner, dice)
    nearest = np.stack([company.manager, company.dotted], axis=1).reshape(-1)
    whose = np.concatenate([np.repeat(np.arange(company.people, dtype=np.int64), 2), owner])
    return _tidy(company, standing, whose, np.concatenate([nearest, found]))


def tie_columns(ties: Ties) -> dict[str, Column]:
    """The graph as columns."""
    return {"ties.start": compact("ties.start", ties.start), "ties.people": compact("ties.people", ties.people)}


def _standing(request: Request, company: Company, dice: Stream) -> Ints:
    """How often others turn to each. The story's people are turned to as often as people are on average.

    To its assistant they turn more often: mail is what it is there for.
    """
    drawn = dice.pick(STANDING, company.people)
    leaders = np.unique(company.manager[company.manager >= 0])
    drawn[leaders[leaders < company.people]] *= LEADER
    average = int(drawn.sum()) // max(1, company.people)
    insiders = [average * (ASSISTANT if person.kind == "assistant" else 1) for person in request.insiders]
    return np.concatenate([drawn, np.array(insiders, dtype=np.int64)])


def _contact_counts(company: Company, dice: Stream) -> Ints:
    most = max(0, company.everybody - 1)
    return np.minimum(dice.pick(CONTACTS, company.people), most)


def _choose(company: Company, standing: Ints, owner: Ints, dice: Stream) -> Ints:
    """A correspondent for each entry of `owner`."""
    scope = dice.pick(SCOPES, len(owner))
    project = company.project[owner]
    scope[(scope == PROJECT) & (project < 0)] = TEAM
    chosen = np.empty(len(owner), dtype=np.int64)
    for scopes, order, first, end in _circles(company, standing, scope, owner, project):
        chosen[scopes] = order.choose(first, end, dice)
    return chosen


def _circles(
    company: Company, standing: Ints, scope: Ints, owner: Ints, project: Ints
) -> "list[tuple[Ints, _Order, Ints, Ints]]":
    """For each kind of circle: which entries look there, in which order of people, and from where to where."""
    by_unit, unit_start = _ordered(company.unit, len(company.unit_end), standing)
    by_site, site_start = _ordered(company.site, int(company.site.max(initial=0)) + 1, standing)
    by_project, project_start = _ordered(company.project + 1, len(company.leads) + 1, standing)
    inside = np.flatnonzero(scope <= WIDER)
    unit = _around(company, company.unit[owner[inside]], scope[inside])
    # The team itself is those in the unit but in none of the units in it.
    end = np.where(scope[inside] == TEAM, unit + 1, company.unit_end[unit])
    found = [(inside, by_unit, unit_start[unit], unit_start[end])]
    here = np.flatnonzero(scope == SITE)
    site = company.site[owner[here]]
    found.append((here, by_site, site_start[site], site_start[site + 1]))
    mine = np.flatnonzero(scope == PROJECT)
    found.append((mine, by_project, project_start[project[mine] + 1], project_start[project[mine] + 2]))
    far = np.flatnonzero(scope == COMPANY)
    nought = np.zeros(len(far), dtype=np.int64)
    found.append((far, by_unit, nought, nought + company.everybody))
    return found


def _around(company: Company, unit: Ints, scope: Ints) -> Ints:
    """The unit in which somebody looks: their own, the one around it, or the one around that."""
    for step in (AROUND, WIDER):
        outer = company.unit_parent[unit]
        unit = np.where((scope >= step) & (outer >= 0), outer, unit)
    return unit


def _ordered(circle: Ints, circles: int, standing: Ints) -> tuple[_Order, Ints]:
    order = np.argsort(circle, kind="stable")
    return _Order(order, starts(standing[order])), starts(np.bincount(circle, minlength=circles))


def _tidy(company: Company, standing: Ints, owner: Ints, contact: Ints) -> Ties:
    """Each correspondent once and in order; nobody is their own, and everybody has one if there is anybody else."""
    known = (contact >= 0) & (contact != owner)
    owner, contact = owner[known], contact[known]
    alone = np.setdiff1d(np.arange(company.people), owner)
    if company.everybody > 1:
        owner = np.concatenate([owner, alone])
        contact = np.concatenate([contact, np.where(alone == 0, 1, 0)])
    _, first = np.unique(owner * company.everybody + contact, return_index=True)
    first.sort()
    owner, contact = owner[first], contact[first]
    order = np.argsort(owner, kind="stable")
    return Ties(standing, starts(np.bincount(owner, minlength=company.people)), contact[order])
