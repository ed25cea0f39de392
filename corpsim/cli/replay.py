"""`corpsim replay`: play recorded calls again and compare every byte."""

from pathlib import Path
from typing import Annotated

import typer

from corpsim.cli.given import AllowCode, AsJson
from corpsim.errors import InvalidConfiguration
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.safe import plain
from corpsim.runs.replay import replay as replay_file
from corpsim.runs.store import RunFolder


def replay(
    path: Annotated[Path, typer.Argument(metavar="RUN|FILE", help="A run folder, or the record of one episode.")],
    episode: Annotated[str, typer.Argument(help="Which episode of the run; all of them when left out.")] = "",
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Play recorded calls through a fresh company; exit 5 with the first difference if anything comes out otherwise."""
    replayed = [replay_file(file, allow_code=allow_code) for file in _files(path, episode)]
    if json_:
        print_json(
            [
                {"episode": r.episode, "steps": r.steps, "events": r.events, "ledger_digest": r.ledger_digest}
                for r in replayed
            ]
        )
        return
    for result in replayed:
        data().print(
            f"{plain(result.episode)}  {result.steps} steps, {result.events} events, equal  {result.ledger_digest}"
        )
    talk().print(f"{len(replayed)} episodes replayed, byte for byte equal.")


def _files(path: Path, episode: str) -> list[Path]:
    if path.is_file():
        return [path]
    folder = RunFolder.open(path)
    if episode:
        return [folder.episode(episode).path]
    files = [folder.episode_path(result.id) for result in folder.results() if result.final]
    if not files:
        raise InvalidConfiguration(f"{path} has no finished episode to replay.")
    return files
