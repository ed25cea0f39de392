"""The programs that are compared: where each comes from, and an environment of its own for it."""

import subprocess
import sys
import venv
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from alternating import Player, PlayerFailed
from clockwork import Options


class Peer(NamedTuple):
    """A program from the package index, the script in `players/` that drives it, and what it needs `beside` it."""

    name: str
    requirement: str
    script: str
    world: str
    beside: tuple[str, ...] = ()


PEERS = (
    Peer("AgentDojo", "agentdojo==0.1.35", "agentdojo_workspace.py", "its suite workspace: 31 mails, 18 contacts"),
    Peer(
        "Meta ARE",
        "meta-agents-research-environments==1.2.0",
        "are_office.py",
        "its mail and contacts, filled with 47 mails and 54 people: it ships no world",
    ),
    Peer("TextWorld", "textworld==1.7.0", "textworld_house.py", "its game tw-simple: 6 rooms, no office"),
)

INSPECT = Peer(
    "Inspect AI",
    "inspect-ai==0.3.285",
    "inspect_turns.py",
    "no company: a loop of turns with seven tools",
    beside=("openai==3.57.0",),
)


def environment(peer: Peer, cache: Path, say: Callable[[str], None]) -> Path:
    """The Python of a peer's environment, made with pip the first time. Raises PlayerFailed when pip fails."""
    folder = cache / "+".join((peer.requirement, *peer.beside)).replace("==", "-")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = folder / "complete"
    if done.exists():
        return python
    say(f"installing {peer.requirement} into {folder}")
    venv.create(folder, with_pip=True, clear=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    asked = (*install, peer.requirement, *peer.beside)
    result = subprocess.run(asked, capture_output=True, text=True, check=False)
    if result.returncode:
        last = (result.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise PlayerFailed(f"pip could not install {peer.requirement}: {last}")
    done.touch()
    return python


def enter_peers(stack: ExitStack, options: Options, notes: list[str]) -> dict[Peer, Player]:
    """Start every peer that can be had; of the others `notes` says why not."""
    players: dict[Peer, Player] = {}
    for peer in PEERS if options.peers else ():
        try:
            python = environment(peer, options.cache, options.say)
            options.say(f"starting {peer.name}")
            players[peer] = stack.enter_context(Player(peer.script, python=python))
        except (PlayerFailed, OSError, subprocess.CalledProcessError) as trouble:
            notes.append(f"{peer.name} could not be measured: {trouble}")
    if not options.peers:
        notes.append("The peers were left out (--no-peers).")
    return players
