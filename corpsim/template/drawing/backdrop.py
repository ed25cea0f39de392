"""Everybody in a large company whom the story is not about."""

from corpsim.backdrop import NO_BACKDROP, Backdrop
from corpsim.population import Request, open_population
from corpsim.template.drawing.cast import Cast
from corpsim.template.drawing.firm import Firm
from corpsim.template.template import Template

MOST_CIRCLE = 300
"""Employees that a story itself can hold; a larger company has a backdrop."""


def circle_size(template: Template, size: int) -> int:
    """How many employees of a company of some size belong to the story."""
    return min(size, template.people.company_size, MOST_CIRCLE)


def draw_backdrop(template: Template, firm: Firm, cast: Cast, seed: int, size: int) -> Backdrop:
    """The rest of a company of `size` employees. The condition is no part of it."""
    rest = size - circle_size(template, size)
    if not rest:
        return NO_BACKDROP
    return open_population(
        Request(
            seed=seed,
            world=template.name,
            size=rest,
            mails=None,
            company=firm.company,
            start=firm.start,
            ends_at=template.world.ends - template.world.start,
            locales=tuple(template.company.locales),
            circle=tuple(cast.everybody.values()),
            lists=tuple(template.people.lists),
            coming=tuple(person for person in cast.everybody if person not in cast.people),
        )
    )
