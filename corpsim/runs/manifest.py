"""The manifest of a run: its whole configuration, and what the world, the agents and this program were at the time."""

import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

import corpsim
from corpsim.catalog import agent_source, find_world, monitor_source
from corpsim.errors import InvalidConfiguration
from corpsim.runs.protocol import parse_protocol
from corpsim.runs.settings import RunConfig, difference

FORMAT = 1
"""Of the run folder; a reader refuses a later one."""

MOST_TOLD = 20
"""Differences between two runs that are told."""

_PACKAGES = ("gymnasium", "msgspec", "networkx", "numpy", "openai", "pydantic", "faker")


class WorldStamp(BaseModel):
    """Which world it was; `digest` changes with any byte of its folder. `brings` is that of `Template`."""

    name: str
    version: str
    digest: str
    brings: dict[str, str] = {}


class Manifest(BaseModel):
    """What `manifest.json` holds.

    `worlds` and `agents` are by the names in `config`; an agent's digest is that of its source, empty for a witness,
    which is part of its world. So are `protocols`, of the files
    that monitors and trusted agents are in. `created` is the time of day, here and nowhere in the records.
    """

    model_config = ConfigDict(extra="forbid")

    format: int = FORMAT
    corpsim: str
    created: str
    config: RunConfig
    worlds: dict[str, WorldStamp]
    agents: dict[str, str]
    protocols: dict[str, str] = {}
    versions: dict[str, str]

    def identity(self) -> dict[str, Any]:
        """What must be the same for a run to be continued."""
        worlds = {name: stamp.model_dump() for name, stamp in self.worlds.items()}
        code = {"world": worlds, "agent": self.agents, "protocol": self.protocols}
        return {"corpsim": self.corpsim, **self.config.identity(), **code}


def describe(config: RunConfig) -> Manifest:
    """The manifest of a run that begins now. Raises UnknownName, InvalidWorld, InvalidConfiguration."""
    return Manifest(
        corpsim=corpsim.__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        config=config,
        worlds={name: _world_stamp(name, config.allow_code) for name in config.worlds},
        agents={name: _agent_digest(name) for name in config.agents},
        protocols=_protocol_digests(config),
        versions={"python": platform.python_version(), "platform": platform.platform(), **_installed()},
    )


def _world_stamp(name: str, allow_code: bool) -> WorldStamp:
    template = find_world(name, allow_code=allow_code)
    return WorldStamp(
        name=template.name, version=template.version, digest=template.digest, brings=dict(template.brings)
    )


def _agent_digest(spec: str) -> str:
    """Of the file that the agent's class is in, which is not run for it; empty for a witness and for a missing file."""
    source = agent_source(spec)
    if source is None or not source.is_file():
        return ""
    return blake2b(source.read_bytes(), digest_size=16).hexdigest()


def _protocol_digests(config: RunConfig) -> dict[str, str]:
    """The digests of the files that protocols of a run take their monitors and trusted agents from."""
    found: dict[str, str] = {}
    for block in config.blocks():
        for protocol in filter(None, map(parse_protocol, block.protocols)):
            for path in (path for name in protocol.monitors for path in monitor_source(name)):
                found[str(path)] = blake2b(path.read_bytes(), digest_size=16).hexdigest() if path.is_file() else ""
            if protocol.trusted:
                found[protocol.trusted] = _agent_digest(protocol.trusted)
    return dict(sorted(found.items()))


def _installed() -> Mapping[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def check_same(before: Manifest, now: Manifest, folder: Path) -> None:
    """Raises InvalidConfiguration with a diff when what is to be run is not what the folder holds."""
    lines = list(difference(before.identity(), now.identity()))
    if lines:
        more = [f"  … and {len(lines) - MOST_TOLD} more"] if len(lines) > MOST_TOLD else []
        head = f"{folder} holds another run; to go on in it, these would have to be as they were (then → now):"
        raise InvalidConfiguration("\n".join([head, *lines[:MOST_TOLD], *more]))
