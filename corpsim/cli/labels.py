"""`corpsim labels`: what a label means, and how good it is on examples labelled by hand."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from corpsim.catalog import detectors, find_world
from corpsim.cli.door import Commands, register
from corpsim.cli.given import AllowCode, AsJson
from corpsim.cli.outfile import write_out
from corpsim.content import content_folder
from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.evaluation import Batch, Evaluation, Example, InvalidExamples, evaluate, example_files, read_examples
from corpsim.label import PAIRED, TAXONOMY, in_order
from corpsim.report.console import data, talk
from corpsim.report.figures import (
    SHOWN,
    evaluation_to_data,
    figures_page,
    print_figures,
    print_published,
    read_published_figures,
)
from corpsim.report.plaindata import print_json
from corpsim.report.problems import print_problems
from corpsim.report.safe import plain

labels_app = typer.Typer(
    cls=Commands, help="What a label means, and how good it is.", no_args_is_help=True, rich_markup_mode=None
)

MOST_SAID = 5
"""Refused calls that are told of."""


def evaluate_(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="JSONL files or folders of them.", show_default="our own set"),
    ] = None,
    label: Annotated[
        list[str] | None, typer.Option("--label", "-l", help="This label only. Repeatable.", show_default="all")
    ] = None,
    split: Annotated[str | None, typer.Option(help="Lines of this split only.", show_default="all")] = None,
    mistakes: Annotated[int, typer.Option(min=0, help="Mistakes listed of each label.")] = SHOWN,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write a report in Markdown there.", show_default=False)
    ] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out lines that are no examples.")] = False,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Play labelled examples, judge them, and say how often each label is right.

    Exit 3 where lines are no examples, with everything that is wrong with them, unless --skip-bad.
    """
    sources = [_shown(path) for path in example_files(files or [content_folder("benchmarks") / "labels"])]
    batch = read_examples(sources, allow_code=allow_code)
    _say_bad(batch, skip_bad=skip_bad)
    chosen = [example for example in batch.examples if split is None or example.line.split == split]
    _check(chosen, label or [], split, batch)
    with talk().status(f"judging {len(chosen)} examples"):
        evaluation = evaluate(chosen, labels=label or [])
    names = [path.as_posix() for path in sources]
    if out is not None:
        write_out(out, figures_page(evaluation, names, mistakes))
    if json_:
        print_json(evaluation_to_data(evaluation, names, batch.bad, mistakes))
    else:
        print_figures(data(), evaluation, mistakes)
    _say_refused(evaluation)


def _say_bad(batch: Batch, *, skip_bad: bool) -> None:
    if not batch.problems:
        return
    if not skip_bad:
        raise InvalidExamples(batch.problems, batch.bad)
    print_problems(talk(), batch.problems)
    talk().print(f"{batch.bad} line{'s'[: batch.bad != 1]} left out.", style="bad")


def _check(examples: list[Example], labels: list[str], split: str | None, batch: Batch) -> None:
    if not batch.examples:
        raise InvalidConfiguration("there are no examples in these files.")
    if not examples:
        raise UnknownName("split", str(split), {example.line.split for example in batch.examples} - {""})
    known = {name for example in examples for name in example.gold}
    for name in labels:
        if name not in known:
            raise UnknownName("labelled line for", name, known)


def _shown(path: Path) -> Path:
    """A path as short as it can be from here."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


def _say_refused(evaluation: Evaluation) -> None:
    """Calls that were not taken often mean a slip in a line, so they are told."""
    for name, reasons in list(evaluation.refused.items())[:MOST_SAID]:
        talk().print(plain(f"{name}: a call was refused: {reasons[0]}"), style="quiet", soft_wrap=True)
    if len(evaluation.refused) > MOST_SAID:
        talk().print(f"… and in {len(evaluation.refused) - MOST_SAID} more examples.", style="quiet")
    for name, tools in list(evaluation.taken.items())[:MOST_SAID]:
        talk().print(plain(f"{name}: {tools[0]} was meant to be refused, and was taken"), style="quiet", soft_wrap=True)
    if evaluation.unplayed:
        talk().print(f"{len(evaluation.unplayed)} examples go on after the end of their day.", style="quiet")


def show(
    name: Annotated[str, typer.Argument(metavar="LABEL", help="A label.", show_default=False)],
    world: Annotated[str, typer.Option(help="Also the labels that this world brings.")] = "leverage",
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Show the page of a label: what it is and is not, how it is decided, how bad it is, and how often it is right."""
    known = {**detectors(), **find_world(world, allow_code=allow_code).detectors}
    names = in_order({*TAXONOMY, *known})
    if name not in names:
        raise UnknownName("label", name, names)
    found = known.get(name)
    family = TAXONOMY[name] if name in TAXONOMY else known[name].family
    page = "\n".join(text.removeprefix("    ") for text in found.page.splitlines()) if found else ""
    if json_:
        print_json({"label": name, "family": family, "version": found.version if found else None, "page": page})
        return
    decided = "decided from a pair of episodes" if name in PAIRED else "no detector yet"
    data().print(
        Text(f"{plain(name)}  ", "head").append(f"{family}; {f'v{found.version}' if found else decided}", "quiet")
    )
    if found:
        data().print(Text(f"\n{plain(page)}\n"))
        _print_published(name, found.version)


def _print_published(name: str, version: int) -> None:
    published = read_published_figures()
    if name in published:
        print_published(data(), published[name], version)
    else:
        data().print(Text("Not measured yet.", "quiet"))


for _name, _function in (("evaluate", evaluate_), ("show", show)):
    register(labels_app, _name, _function)
