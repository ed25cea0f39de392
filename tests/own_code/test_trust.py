"""The module of a world from elsewhere runs where somebody allowed it, and nowhere else."""

import json
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import gymnasium as gym
import pytest
from typer.testing import CliRunner

from corpsim import catalog
from corpsim.catalog import find_world
from corpsim.catalog import worlds as catalog_worlds
from corpsim.cli.app import app
from corpsim.errors import InvalidWorld, Problem, UntrustedCode, WorldError
from corpsim.runs.replay import replay
from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.score import score
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder

Beside = Callable[..., Path]


def marks(mark: Path) -> str:
    """A module that leaves a trace when it runs."""
    return f"from pathlib import Path\nPath({str(mark)!r}).touch()\n"


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "it_ran"


@pytest.fixture
def marking(beside: Beside, mark: Path) -> Path:
    """A world in order whose module leaves a trace when it runs."""
    return beside(marks(mark))


def play(folder: Path, world: Path, *agents: str, **settings: object) -> RunFolder:
    config = parse_config({"worlds": [str(world)], "agents": agents or ["honest"], "allow_code": True, **settings})
    progress = run_blocking(config, folder)
    assert progress.failures == 0
    return RunFolder.open(folder, allow_code=True)


def test_without_the_flag_a_module_is_not_run_and_that_is_said(marking: Path, mark: Path) -> None:
    """The error names the file, and what to do after reading it."""
    with pytest.raises(UntrustedCode) as caught:
        find_world(marking)
    assert not mark.exists()
    for words in (str(marking / "parts.py"), "--allow-code", "CORPSIM_ALLOW_CODE", "allow_code=True", "lines"):
        assert words in str(caught.value)
    find_world(marking, allow_code=True)
    assert mark.exists()


def test_a_module_that_was_allowed_once_is_refused_again_without_the_flag(marking: Path, mark: Path) -> None:
    """What a process has loaded with permission is no permission for the next call."""
    find_world(marking, allow_code=True)
    with pytest.raises(UntrustedCode):
        find_world(marking)


def test_without_the_flag_a_module_is_not_even_compiled(beside: Beside) -> None:
    """Text that is no Python is no problem of a module that does not run."""
    with pytest.raises(UntrustedCode):
        find_world(beside("def ("))


def test_without_the_flag_gym_and_the_environment_refuse(marking: Path, mark: Path) -> None:
    """gym.make has the flag under the same name."""
    with pytest.raises(UntrustedCode):
        gym.make("corpsim:CorpSim-v0", world=str(marking))
    assert not mark.exists()
    env = gym.make("corpsim:CorpSim-v0", world=str(marking), allow_code=True)
    assert mark.exists()
    assert "pay" in env.unwrapped.scenario.tools


@pytest.mark.parametrize(
    "command",
    [
        ["run", "{}", "--agent", "honest", "--out", "{}-run"],
        ["play", "{}", "--out", "{}-play"],
        ["world", "test", "{}", "--seeds", "0"],
        ["world", "preview", "{}"],
        ["list", "labels", "--world", "{}"],
        ["list", "factors", "--world", "{}"],
    ],
)
def test_without_the_flag_no_command_runs_a_module(command: list[str], marking: Path, mark: Path) -> None:
    """Each leaves with the code of an invalid configuration and says how to allow it."""
    result = CliRunner().invoke(app, [part.format(marking) for part in command])
    assert result.exit_code == 3
    assert "--allow-code" in result.output
    assert not mark.exists()


@pytest.mark.parametrize(("flag", "variable"), [(["--allow-code"], {}), ([], {"CORPSIM_ALLOW_CODE": "1"})])
def test_the_flag_is_also_an_environment_variable(
    flag: list[str], variable: dict[str, str], marking: Path, mark: Path
) -> None:
    """--allow-code is CORPSIM_ALLOW_CODE."""
    result = CliRunner().invoke(app, ["list", "labels", "--world", str(marking), "--json", *flag], env=variable)
    assert result.exit_code == 0
    assert mark.exists()
    assert "payables.payment_splitting" in {row["label"] for row in json.loads(result.stdout)}


def test_validate_checks_all_but_the_names_a_module_may_define(marking: Path, mark: Path) -> None:
    """It finds nothing wrong, says what it left out, and names what it can without running anything."""
    result = CliRunner().invoke(app, ["world", "validate", str(marking)])
    assert (result.exit_code, mark.exists()) == (0, False)
    assert "names that its code may define were not checked" in result.output.replace("\n", " ")
    world = marking / "world.yaml"
    world.write_text(world.read_text(encoding="utf-8").replace("seat: agent", "seat: agnet"), encoding="utf-8")
    result = CliRunner().invoke(app, ["world", "validate", str(marking), "--json"])
    assert (result.exit_code, mark.exists()) == (3, False)
    told = {problem["path"]: problem["message"] for problem in json.loads(result.stdout)[str(marking)]}
    assert "Did you mean 'agent'" in told["world.yaml"]
    assert "were not checked" in told["parts.py"]


def test_a_world_of_this_installation_may_run_its_module(payables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name and by path, without the flag; who can write there could change the program itself."""
    monkeypatch.setattr(catalog_worlds, "content_folder", lambda kind: payables.parent)
    for name in ("payables", payables, f"{payables}/../payables"):
        assert find_world(name).labels == ("payables.payment_splitting",)


def test_no_folder_takes_the_place_of_a_world_of_this_installation(
    beside: Beside, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is called like a shipped world, seen from where it lies, is not the shipped world nor trusted."""
    folder = beside(marks(mark), "leverage")
    monkeypatch.chdir(folder.parent)
    assert "blackmail" in find_world("leverage").labels
    with pytest.raises((UntrustedCode, InvalidWorld)):
        find_world("./leverage")
    assert not mark.exists()


def test_working_in_the_folder_of_a_world_runs_nothing_of_it(marking: Path, mark: Path) -> None:
    """Nothing of the standard library is called like the module, so Python itself does not pick it up."""
    code = "import code, pdb, unittest, corpsim.cli"
    subprocess.run([sys.executable, "-c", code], cwd=marking, check=True)
    assert not mark.exists()


def test_a_packed_world_runs_its_module_from_memory_and_only_if_allowed(
    beside: Beside, mark: Path, tmp_path: Path
) -> None:
    """Nothing is unpacked; a traceback shows the line all the same."""
    packed = tmp_path / "packed.zip"
    world = beside(marks(mark), old="    _check_finance(desk)\n    paid", new="    1 / 0\n    paid")
    pack = ["world", "pack", str(world), "--out", str(packed), "--allow-code"]
    subprocess.run([sys.executable, "-m", "corpsim.cli", *pack], check=True, capture_output=True)
    mark.unlink()
    with pytest.raises(UntrustedCode, match=r"packed\.zip/parts\.py"):
        find_world(packed)
    assert not mark.exists()
    env = gym.make("corpsim:CorpSim-v0", world=str(packed), allow_code=True)
    assert mark.exists()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [world.parent.name]
    env.reset(seed=0)
    with pytest.raises(WorldError, match=r"packed\.zip/parts\.py:\d+: ZeroDivisionError") as caught:
        env.step({"tool": "list_payments", "args": {}})
    assert "    1 / 0\n" in "".join(traceback.format_exception(caught.value))


def test_a_run_writes_down_that_code_was_allowed_and_which(payables: Path, tmp_path: Path) -> None:
    """The manifest has the permission and the fingerprint of the module, each record the fingerprint."""
    folder = play(tmp_path / "run", payables)
    manifest = json.loads((folder.path / "manifest.json").read_text(encoding="utf-8"))
    brings = find_world(payables, allow_code=True).brings
    assert manifest["config"]["allow_code"] is True
    assert manifest["worlds"][str(payables)]["brings"] == brings == {"parts.py": brings["parts.py"]}
    start = folder.episode("1").start
    assert start is not None
    assert start.brings == brings


def test_a_run_folder_is_no_permission(marking: Path, mark: Path, tmp_path: Path) -> None:
    """score, replay and resume of a folder whose manifest says that code was allowed still need the flag."""
    folder = play(tmp_path / "run", marking)
    record = folder.episode("1").path
    mark.unlink()
    script = (
        "import sys\n"
        "from corpsim.runs.score import score\n"
        "from corpsim.runs.replay import replay\n"
        "from corpsim.runs.resume import resume\n"
        "from corpsim.errors import UntrustedCode\n"
        "run, record = sys.argv[1:]\n"
        "assert 'not part of this installation' in next(iter(score(run).skipped.values()))\n"
        "for work in (lambda: resume(run), lambda: replay(record)):\n"
        "    try:\n"
        "        work()\n"
        "    except UntrustedCode:\n"
        "        continue\n"
        "    raise AssertionError('it ran')\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder.path), str(record)], check=True)
    assert not mark.exists()
    assert score(folder.path, allow_code=True).judged == 1
    assert replay(record, allow_code=True).steps > 3
    assert resume(folder.path, allow_code=True).done == 1


def test_a_run_can_be_read_without_its_code(marking: Path, mark: Path, tmp_path: Path) -> None:
    """show, report and export read what is written down; a payment is told by its name and its fields."""
    folder = play(tmp_path / "run", marking, "splitter")
    mark.unlink()
    for command in (
        ["show", str(folder.path), "1", "--events"],
        ["show", str(folder.path), "1", "--json"],
        ["report", str(folder.path)],
        ["export", str(folder.path), "--format", "csv"],
    ):
        told = subprocess.run(
            [sys.executable, "-m", "corpsim.cli", *command], check=True, capture_output=True, text=True
        ).stdout
        assert "splitting" in told
        assert command[0] != "show" or "PaymentMade" in told
    assert not mark.exists()


def test_worker_processes_load_the_module_too(payables: Path, tmp_path: Path) -> None:
    """Records are the same bytes with two processes as with one."""
    one = play(tmp_path / "one", payables, "honest", "splitter", seeds=(0, 1))
    two = play(tmp_path / "two", payables, "honest", "splitter", seeds=(0, 1), workers=2)
    names = sorted(path.name for path in (one.path / "episodes").iterdir())
    assert len(names) == 4
    for name in names:
        assert (one.path / "episodes" / name).read_bytes() == (two.path / "episodes" / name).read_bytes()
        label = name.replace(".jsonl", ".json")
        assert (one.path / "labels" / label).read_bytes() == (two.path / "labels" / label).read_bytes()


def test_a_changed_module_is_another_world(payables: Path, tmp_path: Path) -> None:
    """The bytes of the module are part of the digest, so resume refuses with a diff."""
    before = find_world(payables, allow_code=True).digest
    folder = play(tmp_path / "run", payables)
    module = payables / "parts.py"
    module.write_text(module.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    script = (
        "import sys\n"
        "from corpsim.catalog import find_world\n"
        "from corpsim.cli.app import main\n"
        "assert find_world(sys.argv[1], allow_code=True).digest != sys.argv[2]\n"
        "sys.argv[1:] = ['resume', sys.argv[3], '--allow-code']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(payables), before, str(folder.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "parts.py" in done.stderr
    assert "digest" in done.stderr


def test_every_problem_names_the_file(problems: Callable[[Path], tuple[Problem, ...]], payables: Path) -> None:
    """A world in order has none."""
    assert problems(payables) == ()
    assert catalog.find_world(payables, allow_code=True).brings
