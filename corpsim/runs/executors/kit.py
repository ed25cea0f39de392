"""What a process far from the run folder is given, and what it sends back. Both are bytes: no file system is shared."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpsim.authoring import pack_world
from corpsim.catalog import agent_source, find_world, take_for, world_folders, world_place
from corpsim.runs.design import EpisodePlan
from corpsim.runs.store import RunFolder
from corpsim.runs.writer import write_whole
from corpsim.template import read_place

_ENVIRONMENT = ("CORPSIM_", "OPENAI_")
"""Beginnings of the variables that go along, keys of models among them; they are written nowhere on the way."""


class Kit(NamedTuple):
    """Everything of a run that its episodes need: `files` are packed worlds and files of agents, by their names in the
    configuration, and `processes` how many share the rate limits."""

    manifest: str
    allow_code: bool
    files: dict[str, bytes]
    environment: dict[str, str]
    processes: int


class Parcel(NamedTuple):
    """An episode that was played: its record and labels as they are to lie in the run folder, or what went wrong with
    the disk there."""

    record: bytes
    labels: bytes | None
    trouble: str = ""


def pack_kit(folder: RunFolder, processes: int) -> Kit:
    """The kit of a run. Raises what reading its worlds and agents raises."""
    config = folder.config
    worlds = {name: _pack(name, config.allow_code) for name in config.worlds if name not in world_folders()}
    agents = dict(_own_agents(config.agents))
    environment = {name: value for name, value in os.environ.items() if name.startswith(_ENVIRONMENT)}
    manifest = folder.manifest.model_dump_json()
    return Kit(manifest, config.allow_code, {**worlds, **agents}, environment, processes)


def _own_agents(specs: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The files of agents that are given by a path."""
    for spec in specs:
        name = spec if spec.endswith(".py") else spec.rpartition(":")[0]
        source = agent_source(spec)
        if name.endswith(".py") and source is not None:
            yield name, source.read_bytes()


def _pack(world: str, allow_code: bool) -> bytes:
    place = world_place(world)
    if place.is_file():
        return place.read_bytes()
    with tempfile.TemporaryDirectory(prefix="corpsim-") as folder:
        target = Path(folder) / "world.zip"
        pack_world(read_place(place), find_world(world, allow_code=allow_code).version, target)
        return target.read_bytes()


def unpack_kit(kit: Kit, folder: Path) -> None:
    """Make a process ready. A file that is not where the run has it is put into `folder` and found there."""
    os.environ.update(kit.environment)
    for number, (name, data) in enumerate(kit.files.items()):
        if not Path(name).exists():
            place = folder / "files" / str(number) / (Path(name).name if name.endswith(".py") else "world.zip")
            place.parent.mkdir(parents=True)
            place.write_bytes(data)
            take_for(name, place)


def collect(folder: RunFolder, plan: EpisodePlan) -> Parcel:
    """Take an episode out of the folder in which it was played."""
    record, labels = folder.episode_path(plan.id), folder.labels_path(plan.id)
    parcel = Parcel(record.read_bytes(), labels.read_bytes() if labels.exists() else None)
    record.unlink()
    labels.unlink(missing_ok=True)
    return parcel


def deliver(parcel: Parcel, folder: RunFolder, plan: EpisodePlan) -> None:
    """Put an episode into the run folder, labels first: whoever sees an end finds them. Raises CannotRecord."""
    if parcel.labels is not None:
        write_whole(folder.labels_path(plan.id), parcel.labels)
    write_whole(folder.episode_path(plan.id), parcel.record)
