"""Names and ids: everybody has a name of their locale that nobody of the cast has, and an id that nobody else has."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from corpsim.population.dice import Ints, Stream
from corpsim.population.names import Name, pool, slug
from corpsim.population.request import Request

DIGITS = 7
"""Digits that the number in an id can have."""


class Book(NamedTuple):
    """All first or all last names, sorted by how they stand in an address; `slug_of` gives the place among `slugs`."""

    texts: tuple[str, ...]
    slugs: tuple[str, ...]
    slug_of: Ints
    by_locale: tuple[Ints, ...]


class Naming(NamedTuple):
    """Columns by person, as drawn: first and last name by their place in the books, and the number behind the id.

    `number` is 1 for whoever is the first of their name. `order` is the order of the ids.
    """

    firsts: Book
    lasts: Book
    first: Ints
    last: Ints
    number: Ints
    order: Ints


def draw_names(request: Request, dice: Stream) -> Naming:
    """A name and an id for everybody in the backdrop."""
    pools = [pool(locale) for locale in request.locales]
    cast = _cast_slugs(request)
    firsts = _book([found.first for found in pools], cast)
    lasts = _book([found.last for found in pools], cast)
    locale = dice.below(len(pools), request.size)
    first = _draw(firsts, locale, dice)
    last = _draw(lasts, locale, dice)
    pair = firsts.slug_of[first] * len(lasts.slugs) + lasts.slug_of[last]
    number = _number(pair, _taken(request, firsts, lasts))
    order = np.lexsort((_as_text(number), pair))
    return Naming(firsts, lasts, first, last, number, order)


def _cast_slugs(request: Request) -> frozenset[str]:
    """The names that texts are read for: those of everybody in the story who has a role."""
    names = (name for person in request.circle if person.role for name in (person.first, person.last))
    return frozenset(part for name in names for part in (slug(name), *slug(name).split("-")))


def _book(by_locale: list[tuple[Name, ...]], cast: frozenset[str]) -> Book:
    free = [[name for name in names if name.slug not in cast] for names in by_locale]
    # Names of the cast are in the book, too, though nobody is given them: so all books of the same locales are alike.
    every = sorted({name for names in by_locale for name in names}, key=lambda name: (name.slug, name.text))
    place = {name.text: number for number, name in enumerate(every)}
    slugs = sorted({name.slug for name in every})
    slug_place = {text: number for number, text in enumerate(slugs)}
    return Book(
        tuple(name.text for name in every),
        tuple(slugs),
        np.array([slug_place[name.slug] for name in every], dtype=np.int64),
        tuple(np.array([place[name.text] for name in names], dtype=np.int64) for names in free),
    )


def _draw(book: Book, locale: Ints, dice: Stream) -> Ints:
    """A name for each person from the list of their locale."""
    lists = np.concatenate(book.by_locale)
    length = np.array([len(names) for names in book.by_locale], dtype=np.int64)
    begin = np.cumsum(length) - length
    drawn: Ints = lists[begin[locale] + dice.below(length[locale], len(locale))]
    return drawn


def _taken(request: Request, firsts: Book, lasts: Book) -> dict[int, int]:
    """By pair of names, the highest number that somebody of the story, or a list, already has behind it."""
    first_place = {text: number for number, text in enumerate(firsts.slugs)}
    last_place = {text: number for number, text in enumerate(lasts.slugs)}
    taken: dict[int, int] = {}
    for name in _reserved(request):
        found = re.fullmatch(r"([a-z-]+)\.([a-z-]+?)(\d{0,6})", name)
        if found and found[1] in first_place and found[2] in last_place:
            pair = first_place[found[1]] * len(lasts.slugs) + last_place[found[2]]
            taken[pair] = max(taken.get(pair, 0), int(found[3] or 1))
    return taken


def _reserved(request: Request) -> Iterable[str]:
    yield from (person.id for person in request.circle)
    yield from (person.email.partition("@")[0].lower() for person in request.circle)
    yield from request.lists


def _number(pair: Ints, taken: dict[int, int]) -> Ints:
    """Who is the how many-th of their name, in the order of drawing, those of the story before them."""
    order = np.argsort(pair, kind="stable")
    ordered = pair[order]
    first = np.searchsorted(ordered, ordered, side="left")
    number = np.empty(len(pair), dtype=np.int64)
    number[order] = np.arange(len(pair)) - first + 1
    for name, highest in taken.items():
        number[pair == name] += highest
    return number


def _as_text(number: Ints) -> Ints:
    """A key by which numbers sort as they do in an id, where 1 is not written: none, 10, 100, 2, 20."""
    size = _digits(number)
    key = number * 10 ** (DIGITS - size) * 10 + size
    return np.where(number == 1, 0, key)


def _digits(number: Ints) -> Ints:
    """How many digits numbers have."""
    return np.searchsorted(10 ** np.arange(1, DIGITS, dtype=np.int64), number, side="right") + 1
