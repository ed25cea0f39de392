"""`corpsim world pack`: one file that anybody loads, and the same company comes out of it."""

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

from corpsim.template.source.manifest import FORMAT, MANIFEST

Corpsim = Callable[..., Any]


@pytest.fixture
def folder(corpsim: Corpsim) -> Path:
    """A new world."""
    return Path(corpsim("world", "new", "mycorp").stdout.strip())


@pytest.fixture
def packed(corpsim: Corpsim, folder: Path) -> Path:
    """The same, packed."""
    done = corpsim("world", "pack", folder)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def members(path: Path) -> dict[str, bytes]:
    """What is in a zip file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_file_is_the_same_every_time(corpsim: Corpsim, folder: Path, packed: Path) -> None:
    """Neither the clock, nor the order of the folder, nor rights or dot files change a byte."""
    first = packed.read_bytes()
    (folder / ".notes").write_text("mine")
    (folder / "brief.md").chmod(0o600)
    text = (folder / "world.yaml").read_text()
    (folder / "world.yaml").unlink()
    (folder / "world.yaml").write_text(text)
    assert corpsim("world", "pack", folder, "-o", "again.zip").returncode == 0
    assert Path("again.zip").read_bytes() == first


def test_it_holds_the_files_of_the_world_and_a_manifest(packed: Path, folder: Path) -> None:
    """Sorted, in one folder, with fixed times; no schema, no dot file."""
    found = members(packed)
    files = [path for path in folder.rglob("*.*") if path.is_file() and ".schema" not in path.parts]
    assert list(found) == sorted([f"mycorp/{MANIFEST}", *(path.as_posix() for path in files)])
    with zipfile.ZipFile(packed) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {stat.S_IFMT(info.external_attr >> 16) for info in archive.infolist()} == {stat.S_IFREG}


def test_the_manifest_says_what_it_is(corpsim: Corpsim, packed: Path) -> None:
    """Name, version, digest and format; the digest is that of the folder."""
    manifest = json.loads(members(packed)[f"mycorp/{MANIFEST}"])
    digest = corpsim("world", "validate", "mycorp").stdout.split()[-1]
    assert manifest == {"format": FORMAT, "name": "mycorp", "version": "1", "digest": digest}
    assert corpsim("world", "validate", packed).stdout.split()[-1] == digest


def test_the_same_company_comes_out_of_it(packed: Path, folder: Path) -> None:
    """Observations, rewards and the ledger are those of the folder, event by event."""
    lives = []
    for world in (folder, packed):
        env = gym.make("corpsim:CorpSim-v0", world=str(world))
        seen = [env.reset(seed=5)[0]]
        for call in ({"tool": "list_inbox", "args": {}}, {"tool": "wait", "args": {"minutes": 240}}):
            observation, reward, *_ = env.step(call)
            seen += [observation, reward]
        lives.append((seen, env.unwrapped.ledger.events, env.unwrapped.world.digest))
    assert lives[0] == lives[1]


def test_every_command_takes_it(corpsim: Corpsim, packed: Path, folder: Path) -> None:
    """A run, its replay and a test play the same in the packed world, with nothing beside it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    assert corpsim("run", packed, "-a", "honest", "-s", "0", "--out", "r").returncode == 0
    assert corpsim("replay", "r").returncode == 0
    trial = json.loads(corpsim("world", "test", packed, "-s", "0", "--json").stdout)
    assert trial["identity"]
    assert corpsim("world", "preview", packed).returncode == 0
    assert not folder.exists()


def test_a_zip_made_by_hand_is_a_world_too(corpsim: Corpsim, folder: Path) -> None:
    """Deflated, with folders as members, and with what other machines leave beside the files."""
    with zipfile.ZipFile("by hand.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path)
        archive.writestr("__MACOSX/mycorp/._world.yaml", "x")
        archive.writestr("mycorp/.DS_Store", "x")
    digest = corpsim("world", "validate", "mycorp").stdout.split()[-1]
    assert corpsim("world", "validate", "by hand.zip").stdout.split()[-1] == digest


def test_what_was_changed_after_packing_is_noticed(corpsim: Corpsim, packed: Path) -> None:
    """Another file, or another manifest, and the world is refused."""
    found = members(packed)
    found["mycorp/brief.md"] += b"!"
    repack(Path("changed.zip"), found)
    done = corpsim("world", "validate", "changed.zip")
    assert (done.returncode, "the files are not those that were packed" in done.stdout) == (3, True)


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ('{"format":2,"name":"mycorp","version":"1","digest":"x"}', "install a newer corpsim"),
        ("{}", "this is no manifest"),
        ("[" * 5_000, "this is no manifest"),
        ("\xff", "this is no manifest"),
    ],
)
def test_manifests_that_are_not_understood(corpsim: Corpsim, packed: Path, manifest: str, words: str) -> None:
    """A later format is named as such; nonsense is refused."""
    found = members(packed)
    found[f"mycorp/{MANIFEST}"] = manifest.encode("latin-1")
    repack(Path("odd.zip"), found)
    done = corpsim("world", "validate", "odd.zip")
    assert (done.returncode, words in done.stdout) == (3, True), done.stdout


def repack(path: Path, found: dict[str, bytes]) -> None:
    """A zip file of these members."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in found.items():
            archive.writestr(name, data)


def test_only_what_is_in_order_is_packed(corpsim: Corpsim, folder: Path) -> None:
    """A world with a problem is not packed, and nothing is written."""
    (folder / "brief.md").write_text("{nobody.name}")
    done = corpsim("world", "pack", folder)
    assert (done.returncode, "no role 'nobody'" in done.stderr) == (3, True)
    assert not list(Path().glob("*.zip"))


def test_what_cannot_be_written(corpsim: Corpsim, folder: Path) -> None:
    """A folder in the way is said to be one, and no draft is left behind."""
    before = sorted(Path().iterdir())
    done = corpsim("world", "pack", folder, "-o", folder)
    assert (done.returncode, "is a folder" in done.stderr) == (2, True)
    done = corpsim("world", "pack", folder, "-o", "mycorp/world.yaml/x.zip")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize("name", ["x" * 5_000, "a\nb", "mycorp/world.yaml", "", "\u202eevil"])
def test_names_of_worlds_that_are_none(corpsim: Corpsim, folder: Path, name: str) -> None:
    """An endless name, an invisible one, a file that is no packed world: a message, no traceback, nothing that acts."""
    for command in ("validate", "pack", "test"):
        done = corpsim("world", command, name)
        assert done.returncode in (2, 3)
        assert len(done.stdout + done.stderr) < 600
        assert (done.stdout + done.stderr).replace("\n", "").isprintable()
