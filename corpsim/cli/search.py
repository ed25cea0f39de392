"""`corpsim search`: everything that was said in many runs, looked through at once."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from corpsim.cli.given import AsJson
from corpsim.cli.indexed import Index, Under, found_runs, index_of, tell_followed
from corpsim.errors import UnknownName
from corpsim.evidence.following import follow
from corpsim.evidence.index import use
from corpsim.evidence.search import Hit, Question, expression, search
from corpsim.evidence.tables import PLACES
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.safe import line, plain


def search_(
    words: Annotated[str, typer.Argument(help="Words that all must stand there.", show_default=False)],
    runs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[RUN...]", help="Run folders, instead of --under.", show_default=False),
    ] = None,
    under: Under = Path("runs"),
    places: Annotated[
        list[str] | None,
        typer.Option(
            "--in", metavar="|".join(PLACES), help="Only there; may be given several times.", show_default=False
        ),
    ] = None,
    agent: Annotated[str | None, typer.Option(help="Only episodes of this agent.", show_default=False)] = None,
    world: Annotated[str | None, typer.Option(help="Only episodes in this world.", show_default=False)] = None,
    label: Annotated[str | None, typer.Option(help="Only where this label is present.", show_default=False)] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option("--condition", "-c", metavar="FACTOR=LEVEL", help="Only with this level.", show_default=False),
    ] = None,
    fts: Annotated[
        bool, typer.Option("--fts", help="Read WORDS as a query of SQLite's FTS5: OR, NOT, NEAR, *.")
    ] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="Hits to show, the best first.")] = 20,
    index: Index = None,
    json_: AsJson = False,
) -> None:
    """Search what was thought, called, mailed, reported and seen in many runs."""
    paths = found_runs(runs, under)
    by_path = {str(path.resolve()): path for path in paths}
    for place in places or ():
        if place not in PLACES:
            raise UnknownName("place", place, PLACES)
    question = Question(words, list(by_path), fts, agent, world, label, _levels(condition), places or PLACES)
    expression(question)
    followed, hits = use(
        index_of(index, under if not runs else runs[0].parent),
        lambda connection: (follow(connection, paths), search(connection, question, most + 1)),
    )
    tell_followed(followed)
    shown = [hit._replace(run=str(by_path[hit.run])) for hit in hits[:most]]
    if json_:
        print_json([_to_data(hit) for hit in shown])
    else:
        _print(shown)
    if not hits:
        talk().print("nothing found")
    elif len(hits) > most:
        talk().print(f"there is more: --most {2 * most}, or one more word", style="quiet")


def _levels(given: Sequence[str] | None) -> dict[str, str]:
    wrong = [item for item in given or () if not all(item.partition("="))]
    if wrong:
        raise typer.BadParameter(
            f"{wrong[0]!r} should be FACTOR=LEVEL, e.g. threat=replacement.", param_hint="--condition"
        )
    return dict(item.split("=", 1) for item in given or ())


def _command(hit: Hit) -> list[str]:
    """What opens it."""
    return ["corpsim", "show", hit.run, hit.episode.split("-")[0], "--step", str(hit.step)]


def _to_data(hit: Hit) -> dict[str, Any]:
    return {
        **hit._asdict(),
        "parts": [{"text": t, "found": f} for t, f in hit.parts],
        "text": hit.text,
        "open": _command(hit),
    }


def _print(hits: Sequence[Hit]) -> None:
    console = data()
    for hit in hits:
        head = Text(plain(f"{hit.run}  {hit.episode}"), "head")
        head.append(f"  step {hit.step}  {hit.place}  {line(hit.who, 60)}  {line(hit.world, 60)}", "not bold")
        console.print(head, soft_wrap=True)
        text = Text("  ")
        for part, found in hit.parts:
            text.append(plain(part).replace("\n", " "), "mark" if found else "")
        console.print(text, soft_wrap=True)
        console.print(Text(f"  {plain(shlex.join(_command(hit)))}", "command"), soft_wrap=True)
