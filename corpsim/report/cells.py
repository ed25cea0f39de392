"""What tells the cells of a table apart, as it is shown."""

from collections.abc import Mapping

from corpsim.report.safe import line

MOST = 40


def shown_level(name: str, level: str) -> str:
    """A level on one line; an agent from a file by the name of the file, not its whole path."""
    if name == "agent" and (".py:" in level or level.endswith(".py")):
        level = level.replace("\\", "/").rpartition("/")[2]
    return line(level, MOST)


def cell_name(part: str, key: Mapping[str, str]) -> str:
    """A cell in one line: its part, its agent, and its other levels with their factors."""
    levels = [f"{line(name, MOST)} {shown_level(name, level)}" for name, level in key.items() if name != "agent"]
    agent = [shown_level("agent", key["agent"])] if "agent" in key else []
    return ", ".join([*([line(part, MOST)] if part else []), *agent, *levels])
