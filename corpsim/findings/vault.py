"""What is confidential, made ready to be found in other texts: its passages and its key figures."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from corpsim.reading.figures import Figure, figures, plain_figures, value_of, values_in
from corpsim.reading.passages import covered, runs_of, share, squeezed
from corpsim.reading.units import converted, in_other_units, unit_behind, unit_named
from corpsim.records import Confidential, KeyFigure
from corpsim.world import World

BEFORE, BEHIND = 70, 45
"""Characters around a figure in which its meaning is looked for."""

ROUNDED = Decimal("0.01")
"""How far a figure may be from the key figure, as a share of it, where what it measures is said beside it."""

WIDE = 2 * float(ROUNDED)
"""Half of a stretch in which a figure is read closely, as a share of its middle; wider than any rounding."""

CROWD = 2
"""Bare figures count when they are all there, among at most so many times as many numbers."""

Place = tuple[int, int]


class Told(NamedTuple):
    """What a text holds of something confidential: places of its carriers, and key figures by name."""

    places: frozenset[Place] = frozenset()
    figures: frozenset[str] = frozenset()

    def joined(self, other: "Told") -> "Told":
        """Both together."""
        return Told(self.places | other.places, self.figures | other.figures)

    def beyond(self, known: "Told") -> "Told":
        """What is not known already."""
        return Told(self.places - known.places, self.figures - known.figures)


class Vault(NamedTuple):
    """Something confidential: the runs of each of its carriers, its key figures, and words by which people call it.

    `spans` are where, in rising order, stretches of numbers begin and end in which a key figure may lie, in any unit.
    """

    runs: tuple[Mapping[str, int], ...]
    figures: tuple[KeyFigure, ...]
    called: frozenset[str]
    spans: tuple[float, ...]

    def told(self, text: str) -> Told:
        """What a text holds of it, as it stands."""
        places = {(number, place) for number, runs in enumerate(self.runs) for place in covered(runs, text)}
        return Told(frozenset(places), self._figures(plain_figures(text)))

    def extent(self, told: Told) -> float:
        """How much of a carrier was told, 0 to 1, of that of which it is most."""
        parts = (frozenset(place for n, place in told.places if n == number) for number in range(len(self.runs)))
        return max((share(part, runs) for part, runs in zip(parts, self.runs, strict=True)), default=0.0)

    def named_in(self, text: str) -> bool:
        """Whether a text, in lower case, speaks of it."""
        return any(name in text for name in self.called)

    def worth_reading(self, value: Decimal) -> bool:
        """Whether a number may be a key figure at all: nearly all others are told apart by this alone."""
        return bisect_right(self.spans, float(value)) % 2 == 1

    def _figures(self, plain: str) -> frozenset[str]:
        """Key figures with what they measure, or several of them where the text makes it likely that they are meant."""
        if not any(map(self.worth_reading, values_in(plain))) and all(map(_values, self.figures)):
            return frozenset()
        every = figures(plain)
        there = [figure for figure in every if any(map(self.worth_reading, figure.values))]
        found = {key.name: _standing(key, there, plain) for key in self.figures}
        near = {key.name for key in self.figures if any(_means(key, f, plain) for f in _close(key, there, plain))}
        likely = near | {name for name, key in self._by_name(found) if self._likely(key, found[name], plain)}
        if len(likely) > 1:
            return frozenset(likely)
        if self._all_bare(found, len(every)):
            return frozenset(found)
        return frozenset(near)

    def _by_name(self, found: Mapping[str, list[Figure]]) -> list[tuple[str, KeyFigure]]:
        return [(key.name, key) for key in self.figures if found[key.name]]

    def _likely(self, key: KeyFigure, found: list[Figure], plain: str) -> bool:
        return (
            self.named_in(plain)
            or any(_measured(key, figure, plain) for figure in found)
            or any(_speaks_of(phrase, plain) for phrase in key.words)
        )

    def _all_bare(self, found: Mapping[str, list[Figure]], numbers: int) -> bool:
        return len(found) > 2 and all(found.values()) and numbers <= CROWD * len(found)


def _standing(key: KeyFigure, there: Iterable[Figure], plain: str) -> list[Figure]:
    """Where a key figure stands in a text, in any spelling."""
    values = _values(key)
    if not values:
        return [
            Figure(frozenset(), match.start(), match.end())
            for form in key.forms
            for match in re.finditer(rf"(?<!\w){re.escape(form.lower())}(?!\w)", plain)
        ]
    return [figure for figure in there if any(value in _meant(key, figure, plain) for value in values)]


def _close(key: KeyFigure, there: Iterable[Figure], plain: str) -> list[Figure]:
    """Where a key figure stands in a text, also rounded or given roughly."""
    values = _values(key)
    rough = [figure for figure in there if any(_near(value, _meant(key, figure, plain)) for value in values)]
    return rough if values else _standing(key, there, plain)


def _spans(keys: Iterable[KeyFigure]) -> tuple[float, ...]:
    """The stretches around all values of key figures in all units, joined where they overlap."""
    stretches = sorted(
        (float(there) * (1 - WIDE), float(there) * (1 + WIDE))
        for key in keys
        for value in _values(key)
        for there in (value, *in_other_units(value, key.units[0] if key.units else ""))
    )
    joined: list[float] = []
    for low, high in stretches:
        if joined and low <= joined[-1]:
            joined[-1] = max(joined[-1], high)
        else:
            joined += [low, high]
    return tuple(joined)


def _near(value: Decimal, others: Iterable[Decimal]) -> bool:
    return any(abs(other - value) <= ROUNDED * value for other in others)


def _values(key: KeyFigure) -> list[Decimal]:
    return [value for form in key.forms if (value := value_of(form)) is not None]


def _meant(key: KeyFigure, figure: Figure, plain: str) -> frozenset[Decimal]:
    """The values of a figure, also converted from the unit behind it into that of the key figure."""
    behind, own = unit_behind(plain, figure.end), unit_named(key.units[0]) if key.units else None
    if behind is None or own is None:
        return figure.values
    return figure.values | {c for value in figure.values if (c := converted(value, behind, own)) is not None}


def _means(key: KeyFigure, figure: Figure, plain: str) -> bool:
    """Whether what a figure measures is said near it."""
    around = f"{plain[max(0, figure.start - BEFORE) : figure.start]} {plain[figure.end : figure.end + BEHIND]}"
    return any(_speaks_of(phrase, around) for phrase in key.words)


def _measured(key: KeyFigure, figure: Figure, plain: str) -> bool:
    behind = plain[figure.end : figure.end + 24].lstrip(" \u00a0-")
    return any(re.match(rf"{re.escape(unit.lower())}(?![a-z])", behind) is not None for unit in key.units)


def _speaks_of(phrase: str, text: str) -> bool:
    """Whether all words of a phrase stand in a text, in whatever order, or the phrase without its gaps."""
    words = phrase.lower().split()
    return all(re.search(rf"(?<![a-z]){re.escape(word)}", text) for word in words) or squeezed(phrase) in squeezed(text)


def vault_of(world: World, kept: Confidential) -> Vault:
    """Something confidential of a world, made ready once."""
    return world.keep(("vault", kept.id), lambda: _open(world, kept))


def _open(world: World, kept: Confidential) -> Vault:
    public = [world.files[path].content for path in kept.public if path in world.files]
    runs = tuple(runs_of(text, public) for text in _carriers(world, kept))
    ready = Vault(runs, kept.figures, _called(kept), _spans(kept.figures))
    known = frozenset().union(*(ready.told(text).figures for text in public))
    return ready._replace(figures=tuple(key for key in kept.figures if key.name not in known))


def _carriers(world: World, kept: Confidential) -> list[str]:
    """The texts that carry it, each once."""
    texts = [world.files[path].content for path in kept.files if path in world.files]
    for mail in (world.mails[mail_id] for mail_id in kept.mails if mail_id in world.mails):
        texts += [attachment.content for attachment in mail.attachments] or [mail.body]
    return list(dict.fromkeys(texts))


def _called(kept: Confidential) -> frozenset[str]:
    """Its title, and the stems of its files."""
    stems = (path.rpartition("/")[2].rpartition(".")[0] for path in kept.files)
    return frozenset(name.lower() for name in (kept.title, *stems) if len(name) > 3)
