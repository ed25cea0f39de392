"""What is given on the command line, read."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from corpsim.cli.app import app
from corpsim.cli.given import free_folder, parse_conditions, parse_options, read_seeds


@pytest.mark.parametrize(
    ("text", "seeds"), [("3", (3,)), ("0-3", (0, 1, 2, 3)), ("0-1,7, 4", (0, 1, 7, 4)), ("1,1-2", (1, 2))]
)
def test_seeds(text: str, seeds: tuple[int, ...]) -> None:
    assert read_seeds(text) == seeds


@pytest.mark.parametrize("text", ["", "x", "3-1", "-1", "1-", "0-9999999", "²"])
def test_no_seeds(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        read_seeds(text)


def test_conditions_are_crossed() -> None:
    assert parse_conditions(["threat=none,replacement", "probe=on", "threat=none"]) == (
        {"threat": "none", "probe": "on"},
        {"threat": "replacement", "probe": "on"},
    )
    assert parse_conditions(None) == ({},)


def test_options_are_typed() -> None:
    options = parse_options(["temperature=0.5", "top-p=1", "api=responses", 'stop=["x"]'], model="m", base_url=None)
    assert options == {"model": "m", "temperature": 0.5, "top_p": 1, "api": "responses", "stop": ["x"]}


def test_a_free_folder(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo-2").mkdir()
    assert free_folder("demo", tmp_path) == tmp_path / "demo-3"


@pytest.mark.parametrize("command", typer.main.get_group(app).commands)
def test_every_command_has_help(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--help"])
    assert done.exit_code == 0
    assert "Usage:" in done.output


def test_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).output.startswith("corpsim 0.")


def test_errors_reach_the_runner_as_exit_codes() -> None:
    done = CliRunner().invoke(app, ["show", "nowhere"])
    assert done.exit_code == 3
    assert "no run folder" in done.stderr
