"""The workshop of the preview: the last version of a world that was in order, and what is wrong on disk."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from threading import Lock
from typing import Any

from corpsim.catalog import compiled
from corpsim.dose import read_dose
from corpsim.errors import CorpSimError, InvalidWorld, Problem
from corpsim.pages.preview.data.scene import Scene
from corpsim.template import Template, draw_condition

KEPT = 12
"""Companies that are kept, so that going back and forth between seeds and levels is quick."""

MOST_LINE = 400
"""Characters of a source line that are shown."""

Load = Callable[[], Template]
Sources = Callable[[], Mapping[str, str]]


class Workshop:
    """A world being written. `load` reads it, `sources` are the texts of its files by path.

    Requests come from several threads; reading and compiling is done by one at a time.
    """

    def __init__(self, load: Load, sources: Sources, size: int | None = None) -> None:
        self._load = load
        self._sources = sources
        self._size = size
        self._lock = Lock()
        self._scenes: OrderedDict[tuple[Any, ...], Scene] = OrderedDict()
        self.template: Template | None = None
        self.problems: tuple[dict[str, Any], ...] = ()
        self.generation = 0
        self.reload()

    def reload(self) -> bool:
        """Read the world again. Returns whether there is anything new to show."""
        before = (self.template, self.problems)
        with self._lock:
            self._read()
            news = before != (self.template, self.problems)
            self.generation += news
        return news

    def _read(self) -> None:
        """Take over the world on disk if it is in order; otherwise keep the last that was, and note the problems."""
        try:
            template = self._load()
        except InvalidWorld as error:
            self.problems = self._show(error.problems)
        except Exception as error:
            # Whatever goes wrong while half a file is on disk must not end the preview.
            reason = str(error) if isinstance(error, CorpSimError) else f"{type(error).__name__}: {error}"
            self.problems = self._show([Problem(".", 0, reason)])
        else:
            if self.template is None or template.digest != self.template.digest:
                self.template = template
                self._scenes.clear()
            self.problems = ()

    def _show(self, problems: Iterable[Problem]) -> tuple[dict[str, Any], ...]:
        """Problems, each with the line it is in where the file can be read."""
        try:
            sources = self._sources()
        except (InvalidWorld, OSError):
            sources = {}
        return tuple(
            {"column": 0, **asdict(problem), "source": _line(sources.get(problem.path, ""), problem.line)}
            for problem in problems
        )

    def standing(self) -> dict[str, Any]:
        """What an open page is told after every change."""
        template = self.template
        return {
            "generation": self.generation,
            "good": template is not None,
            "problems": list(self.problems),
            "size": self._size,
            "world": _describe(template) if template is not None else None,
        }

    def scene(self, seed: int, condition: Mapping[str, str]) -> Scene | None:
        """The company of a seed; None while there is no world that was ever in order.

        Factors and levels that the world does not have (any more) are left out. Raises InvalidConfiguration.
        """
        with self._lock:
            template = self.template
            if template is None:
                return None
            known = {f: level for f, level in condition.items() if _known(template, f, level)}
            complete = draw_condition(template, seed, known)
            key = (template.digest, seed, tuple(complete.items()))
            if key not in self._scenes:
                self._scenes[key] = Scene(template, compiled(template, seed, complete, self._size))
            self._scenes.move_to_end(key)
            while len(self._scenes) > KEPT:
                self._scenes.popitem(last=False)
            return self._scenes[key]


def _known(template: Template, factor: str, level: str) -> bool:
    known = template.factors.get(factor)
    if known is None:
        return False
    return level in known.levels or level == "*" or (known.doses and read_dose(level) is not None)


def _describe(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "title": template.title,
        "summary": template.summary,
        "version": template.version,
        "digest": template.digest,
        "factors": [
            {"name": name, "levels": list(factor.levels), "default": factor.default}
            for name, factor in template.factors.items()
        ],
    }


def _line(text: str, number: int) -> str:
    """One line of a text, from 1; empty if it has none such."""
    lines = text.split("\n")
    return lines[number - 1][:MOST_LINE] if 0 < number <= len(lines) else ""
