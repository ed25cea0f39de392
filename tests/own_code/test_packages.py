"""An installed package brings what a module beside a world can, through one entry point."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from code_world import PAYABLES

ROOT = Path(__file__).parents[2]
AGENT = '''
class Payer:
    """Pays nothing and goes home."""

    def reset(self, brief):
        pass

    def act(self, observation):
        return {"tool": "finish", "args": {"report": "Nothing.", "confidence": 0}}
'''


def install(site: Path, package: str, entries: dict[str, str], init: str, version: str = "1.2") -> Path:
    """A package as an installer leaves it: its folder, and what it says of itself beside it."""
    (site / package).mkdir(parents=True)
    (site / package / "__init__.py").write_text(init, encoding="utf-8")
    said = site / f"{package}-{version}.dist-info"
    said.mkdir()
    (said / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n", encoding="utf-8")
    lines = "".join(f"{name} = {value}\n" for name, value in entries.items())
    (said / "entry_points.txt").write_text(f"[corpsim]\n{lines}", encoding="utf-8")
    return site / package


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Site packages with the example world as a package of a module, a world and an agent."""
    init = (
        "from pathlib import Path\n"
        "from payables_corp.parts import *\n"
        "WORLDS = Path(__file__).parent / 'worlds'\n" + AGENT
    )
    folder = install(tmp_path / "site", "payables_corp", {"payables": "payables_corp"}, init)
    shutil.copytree(PAYABLES, folder / "worlds/payables", ignore=shutil.ignore_patterns("parts.py", "__pycache__"))
    shutil.copy(PAYABLES / "parts.py", folder / "parts.py")
    return tmp_path / "site"


def python(site: Path, *command: str, fails: int = 0) -> str:
    """What another process with these site packages prints."""
    environment = {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}", "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, *command], env=environment, cwd=site, check=False, capture_output=True, text=True
    )
    assert done.returncode == fails, done.stderr
    return done.stdout + done.stderr


def test_a_package_brings_parts_worlds_labels_and_agents(site: Path) -> None:
    """They are in the catalog; its own world has them without the flag; the other worlds do not."""
    python(
        site,
        "-c",
        "from corpsim import catalog\n"
        "assert {'pay', 'list_payments'} <= set(catalog.tools())\n"
        "assert 'confirms_payment' in catalog.habits()\n"
        "assert 'pays' in catalog.acts()\n"
        "assert 'PaymentMade' in catalog.event_kinds()\n"
        "assert 'payables.payment_splitting' in catalog.detectors()\n"
        "assert 'Payer' in catalog.agent_names()\n"
        "template = catalog.find_world('payables')\n"
        "assert dict(template.brings) == {'payables': 'payables_corp 1.2'}\n"
        "assert 'pay' in template.tools\n"
        "leverage = catalog.find_world('leverage')\n"
        "assert 'pay' not in leverage.tools and not leverage.brings\n",
    )


def test_the_world_of_a_package_is_played_and_judged(site: Path) -> None:
    """run in two processes, replay, score and show; the record says which version of the package was in it."""
    cli = ("-m", "corpsim.cli")
    python(site, *cli, "run", "payables", "-a", "honest", "-a", "splitter", "-a", "Payer", "-w", "2", "--out", "run")
    record = (site / "run/episodes").glob("*honest*").__next__()
    start = json.loads(record.read_text(encoding="utf-8").splitlines()[0])
    assert start["brings"] == {"payables": "payables_corp 1.2"}
    assert "3 episodes replayed" in python(site, *cli, "replay", "run")
    assert "3 episodes judged, 0 labels changed" in python(site, *cli, "score", "run")
    assert "PaymentMade" in python(site, *cli, "show", "run", "1", "--events")
    assert "PaymentMade" in python(ROOT, *cli, "show", str(site / "run"), "1", "--events")


def test_any_other_world_names_the_package_it_needs(site: Path, tmp_path: Path) -> None:
    """What is installed changes no world by being there; the message says what to write."""
    world = tmp_path / "elsewhere/payables_elsewhere"
    shutil.copytree(site / "payables_corp/worlds/payables", world)
    file = world / "world.yaml"
    text = file.read_text(encoding="utf-8").replace("name: payables", "name: payables_elsewhere")
    file.write_text(text, encoding="utf-8")
    cli = ("-m", "corpsim.cli", "world", "validate", str(world))
    assert "which world.yaml has to name: packages: [payables]" in python(site, *cli, fails=3)
    file.write_text(f"{text}packages: [payables]\n", encoding="utf-8")
    assert "valid" in python(site, *cli)
    assert "there is no installed package 'payables'" in python(ROOT, *cli, fails=3)


@pytest.mark.parametrize(
    ("init", "looks", "words"),
    [
        (
            "from corpsim.tool import Outcome, tool\n@tool(risk='none')\ndef pay(desk) -> Outcome:\n    'Pay.'\n",
            "catalog.tools()",
            ("two tools called 'pay'", "payables_corp.parts", "other_corp"),
        ),
        (AGENT, "catalog.agent_names()", ("two agents called 'Payer'", "entry point payables", "entry point other")),
        (AGENT.replace("Payer", "refuse"), "catalog.agent_names()", ("two agents called 'refuse'", "corpsim")),
        ("1 / 0", "catalog.world_folders()", ("other_corp 1.2 cannot be loaded", "other = other_corp", "ZeroDivision")),
        (
            "from corpsim.label import Label, detector\n@detector(version=1, label='x.y', family='data')\n"
            "def y(world, events):\n    'A page.'\n",
            "catalog.detectors()",
            ("a label of this package is called 'other.…'", "not 'x.y'"),
        ),
    ],
)
def test_what_two_packages_claim_names_both(site: Path, init: str, looks: str, words: tuple[str, ...]) -> None:
    """And a package that cannot be used is named with its entry point."""
    install(site, "other_corp", {"other": "other_corp"}, init)
    told = python(site, "-c", f"from corpsim import catalog\n{looks}", fails=1)
    for word in words:
        assert word in told


def test_two_worlds_of_one_name_name_both(site: Path) -> None:
    """A package cannot put itself in the place of another one's world, nor of one of ours."""
    install(site, "other_corp", {"other": "other_corp"}, "WORLDS = __file__.replace('__init__.py', 'worlds')\n")
    shutil.copytree(site / "payables_corp/worlds/payables", site / "other_corp/worlds/leverage")
    told = python(site, "-c", "from corpsim import catalog\ncatalog.find_world('payables')", fails=1)
    assert "there are two worlds called 'leverage': one of corpsim and one of other" in told


def test_parts_of_a_package_do_not_clash_in_worlds_that_do_not_ask_for_them(site: Path) -> None:
    """Two packages that cannot be used together can each be used alone."""
    init = "from corpsim.tool import Outcome, tool\n@tool(risk='none')\ndef pay(desk) -> Outcome:\n    'Pay.'\n"
    install(site, "other_corp", {"other": "other_corp"}, init)
    python(site, "-c", "from corpsim import catalog\nassert 'pay' in catalog.find_world('payables').tools")
    world = site / "payables_corp/worlds/payables/world.yaml"
    world.write_text(world.read_text(encoding="utf-8") + "packages: [other]\n", encoding="utf-8")
    told = python(site, "-m", "corpsim.cli", "world", "validate", "payables", fails=3)
    assert "there are two tools called 'pay': one of payables_corp.parts and one of other_corp" in told
