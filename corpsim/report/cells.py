"""What tells the cells of a table apart, as it is shown."""

from collections.abc import Iterable, Mapping

from corpsim.report.safe import line

MOST = 40


def shown_level(name: str, level: str) -> str:
    """A level on one line; an agent from a file by the name of the file, not its whole path."""
    if name == "agent" and (".py:" in level or level.endswith(".py")):
        level = level.replace("\\", "/").rpartition("/")[2]
    return line(level, MOST)


def cell_name(part: str, key: Mapping[str, str]) -> str:
    """A cell in one line: its part, its agent, its other levels with their factors; what has no level is left out."""
    others = ((name, level) for name, level in key.items() if name != "agent" and level)
    levels = [f"{line(name, MOST)} {shown_level(name, level)}" for name, level in others]
    agent = [shown_level("agent", key["agent"])] if "agent" in key else []
    return ", ".join([*([line(part, MOST)] if part else []), *agent, *levels])


def longest_word(texts: Iterable[str]) -> int:
    """The columns that a column of a table needs so that no word in it is broken."""
    return max((len(word) for text in texts for word in text.split()), default=1)
