"""How to play it again: versions, seeds, digests, command lines; and how to cite it."""

from collections.abc import Iterator

from corpsim.report.cells import shown_level
from corpsim.report.document.again import command_of
from corpsim.report.document.pieces import Column, Section, facts, fold, table, words
from corpsim.report.document.subject import Played, Subject
from corpsim.report.markup import Child, el
from corpsim.report.safe import json_text
from corpsim.suites.published import SOURCE

TITLE = "CorpSim: a Gymnasium environment of a fictional company with hidden misalignment labels"
AUTHORS = "The CorpSim developers"
YEAR = 2026
"""As in CITATION.cff."""


def reproduce(subject: Subject) -> Section | None:
    """What somebody else needs to get the same bytes, run by run."""
    body: list[Child] = []
    for run in subject.runs:
        body += [el("h3", run.name)] if subject.several else []
        body += _run(run)
    return Section("reproduce", "To reproduce and to cite", [*body, *_cite(subject)])


def _run(run: Played) -> Iterator[Child]:
    manifest = run.folder.manifest
    versions = ", ".join(f"{name} {version}" for name, version in manifest.versions.items())
    yield facts({"corpsim": manifest.corpsim, "begun": manifest.created, "with": versions})
    worlds: list[list[Child]] = [
        [stamp.name, stamp.version, el("code", stamp.digest), _brings(stamp.brings)]
        for stamp in manifest.worlds.values()
    ]
    yield table([Column("world"), Column("version"), Column("digest"), Column("code it brings")], worlds)
    agents: list[list[Child]] = [
        [shown_level("agent", name), el("code", digest or "a script of its world")]
        for name, digest in manifest.agents.items()
    ]
    yield table([Column("agent"), Column("digest of its source")], agents)
    yield from _commands(run)
    config = json_text(run.folder.config.model_dump(mode="json", exclude={"allow_code"}), indent=1)
    yield fold("The whole configuration, as it stands in manifest.json", el("pre", config))


def _brings(brings: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in brings.items()) or "none"


def _commands(run: Played) -> Iterator[Child]:
    command = command_of(run.folder.config, f"runs/{run.name}")
    if command is None:
        yield words("No single command line gives this run; the configuration below does, from Python:")
        command = _PYTHON.format(run=run.name)
    lines = [command, f"corpsim replay runs/{run.name}", f"corpsim report runs/{run.name} -o report.html"]
    yield el("pre", "\n".join(lines))


_PYTHON = """\
python - <<'END'
from corpsim.runs.runner import run_blocking
from corpsim.runs.store import RunFolder
run_blocking(RunFolder.open("runs/{run}").config, "runs/{run}-again")
END"""


def _cite(subject: Subject) -> Iterator[Child]:
    versions = ", ".join(dict.fromkeys(run.folder.manifest.corpsim for run in subject.runs))
    yield el("h3", "To cite")
    yield words(f"{AUTHORS} ({YEAR}). {TITLE}. Version {versions}.")
    yield el(
        "pre",
        f"@software{{corpsim,\n  author = {{{{{AUTHORS}}}}},\n  title = {{{TITLE}}},\n  version = {{{versions}}},\n"
        f"  year = {{{YEAR}}}\n}}",
    )
    if subject.suite is not None and subject.suite.reference:
        yield words(f"Published rates: {SOURCE}.")
