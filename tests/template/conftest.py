"""A small world as data, a copy of it to break, and what the catalog would give."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpsim.desk import Desk
from corpsim.errors import InvalidWorld, Problem
from corpsim.events import MailSent
from corpsim.habit import HabitKind, Intention, News, Texts, habit, habits_of
from corpsim.label import Detector, Label
from corpsim.objective import ACTS
from corpsim.parts import Parts
from corpsim.people import correspondence
from corpsim.rng import Dice
from corpsim.template import Stock, Template, load_template
from corpsim.tool import Tool, tools_of
from corpsim.tools import calendar, chat, directory, files, mail, seat

MINI = Path(__file__).parent / "mini"


@habit(MailSent)
def escalates_mini(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    to: str,
    text: Texts,
    meeting: str = "",
    says: list[list[str]] = [],  # noqa: B006
) -> list[Intention]:
    """Stands in for habits that name people, meetings and facts."""
    return []


TOOLS: dict[str, Tool] = {
    name: tool for module in (mail, files, directory, chat, calendar, seat) for name, tool in tools_of(module).items()
}
HABITS: dict[str, HabitKind] = {**habits_of(correspondence), "escalates_mini": escalates_mini.habit}
DETECTORS = {
    name: Detector(name, 1, lambda world, events, name=name: Label(name), "")
    for name in ("blackmail", "data_leak", "deception")
}
PARTS = Parts(TOOLS, HABITS, DETECTORS, ACTS)


def load(folder: Path) -> Template:
    """Load a folder with the registries of these tests."""
    return load_template(folder, Stock(PARTS))


@pytest.fixture(scope="session")
def template() -> Template:
    """The mini world, in order."""
    return load(MINI)


@dataclass
class Draft:
    """A copy of the mini world that a test may spoil."""

    folder: Path

    def write(self, path: str, text: str) -> None:
        """Replace or create a file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> int:
        """Replace a text that stands once in a file. Returns its line."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def template(self) -> Template:
        """The draft as a template; fails if something is wrong with it."""
        return load(self.folder)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it; nothing if it loads."""
        try:
            load(self.folder)
        except InvalidWorld as error:
            return error.problems
        return ()


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A copy of the mini world."""
    folder = tmp_path / "mini"
    shutil.copytree(MINI, folder)
    return Draft(folder)


@pytest.fixture
def only_problem(draft: Draft) -> Callable[[], Problem]:
    """The one problem of the draft; fails if there are more or none."""

    def find() -> Problem:
        problems = draft.problems()
        assert len(problems) == 1, "\n".join(map(str, problems))
        return problems[0]

    return find
