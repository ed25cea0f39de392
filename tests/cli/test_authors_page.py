"""docs/authors.md tells the truth about files, commands and bounds."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpsim.errors import MOST_PROBLEMS
from corpsim.template.checks.sizes import MOST_FILLED
from corpsim.template.format.fields import MOST_MENTIONS
from corpsim.template.index import MOST_SUGGESTED, ROLE_FIELDS
from corpsim.template.load import MOST_BRACES
from corpsim.template.sheets import MANY, OPTIONAL, REQUIRED
from corpsim.template.source import contents, markdown, strict_yaml

PAGE = (Path(__file__).parents[2] / "docs/authors.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())


def test_every_kind_of_file_is_in_the_table() -> None:
    """The required ones with an asterisk, and no file that the format does not know."""
    rows = re.findall(r"^\| (`[^|]*) \|", PAGE, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert named == {*REQUIRED, *OPTIONAL, *MANY, "README.md"} - {"shares/**"} | {"shares/SHARE/…"}
    assert {re.findall(r"`([^`]+)`", row)[0] for row in rows if row.endswith("*")} == set(REQUIRED)


def test_the_bounds_are_those_of_the_program() -> None:
    """Every figure on the page is the one in the code."""
    for words in (
        f"{contents.MOST_FILES:,} files of {contents.MOST_FILE // 2**20} MiB",
        f"{contents.MOST_WORLD // 2**20} MiB in all",
        f"paths of {contents.MOST_PATH} characters, folders {contents.MOST_DEPTH} deep",
        f"{strict_yaml.MOST_VALUES:,} values in its YAML, {strict_yaml.MOST_ENTRIES:,} in one list",
        f"{strict_yaml.MOST_DEPTH} levels deep, {markdown.MOST_VARIANTS} variants of a text",
        f"{MOST_MENTIONS} placeholders in one and {MOST_BRACES:,} in all",
        f"filled in, a text has at most {MOST_FILLED:,} characters",
    ):
        assert words in TEXT, words
    assert (MOST_PROBLEMS, "Up to a thousand problems" in TEXT) == (1_000, True)
    assert (MOST_SUGGESTED, "first two hundred wrong names" in TEXT) == (200, True)
    assert all(f"`{field}`" in TEXT or field == "first" for field in ROLE_FIELDS)


def test_the_commands_on_it_work(corpsim: Callable[..., Any]) -> None:
    """The block of commands at the top of the page runs from first to last."""
    block = re.search(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    commands = [line.split("#")[0].split()[1:] for line in block[1].splitlines()]
    assert len(commands) == 6
    for command in commands:
        short = [word.replace("0-9", "0") for word in command]
        assert corpsim(*short).returncode == 0, command
