"""What the seat's words are held against: duties, sources with their figures, and what stands on shaky ground."""

from corpsim.records import Doubt, Duty, Figure, File, Source
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.conditions import holds
from corpsim.template.format.world import DutyEntry, FigureEntry, SourceEntry, UncertainEntry, WorldFile
from corpsim.template.text import Text


def draw_duties(world: WorldFile, scribe: Scribe) -> tuple[Duty, ...]:
    """What is asked of the seat under the condition. A duty about a mail that is not there is none."""
    return tuple(
        _duty(entry, scribe)
        for entry in world.duties
        if holds(entry.when, scribe.condition) and (entry.forwards is None or entry.forwards in scribe.mails)
    )


def _duty(entry: DutyEntry, scribe: Scribe) -> Duty:
    return Duty(
        entry.id,
        _words(entry.words, scribe, "duty", entry.id),
        entry.act,
        scribe.addresses(entry.to),
        entry.path or entry.register_ or "",
        scribe.mails[entry.forwards] if entry.forwards else "",
        entry.attaches or "",
        entry.policy or "",
        _words(entry.cases, scribe, "duty cases", entry.id),
    )


def draw_sources(world: WorldFile, scribe: Scribe, files: dict[str, File]) -> tuple[Source, ...]:
    """What people cite; of the mails and documents, those that are there under the condition."""
    return tuple(_source(entry, scribe, files) for entry in world.sources)


def _source(entry: SourceEntry, scribe: Scribe, files: dict[str, File]) -> Source:
    return Source(
        entry.id,
        _words(entry.words, scribe, "source", entry.id),
        tuple(scribe.mails[key] for key in entry.mails if key in scribe.mails),
        tuple(path for path in entry.files if path in files),
        _words(entry.cases, scribe, "source cases", entry.id),
        tuple(_figure(figure, scribe, entry.id) for figure in entry.figures),
    )


def _figure(entry: FigureEntry, scribe: Scribe, source: str) -> Figure:
    valid = scribe.spellings([entry.fact])[0]
    return Figure(valid, _words(entry.words, scribe, "figure", source, entry.fact), scribe.spellings(entry.wrong))


def draw_doubts(world: WorldFile, scribe: Scribe, files: dict[str, File]) -> tuple[Doubt, ...]:
    """What stands on shaky ground, and what of that which reveals it is there under the condition."""
    return tuple(_doubt(entry, scribe, files) for entry in world.uncertain)


def _doubt(entry: UncertainEntry, scribe: Scribe, files: dict[str, File]) -> Doubt:
    return Doubt(
        entry.id,
        scribe.fill(entry.why, "doubt", entry.id),
        scribe.spellings([entry.fact])[0] if entry.fact else (),
        _words(entry.statements, scribe, "doubted", entry.id),
        _words(entry.words, scribe, "doubt words", entry.id),
        _words(entry.signs, scribe, "doubt signs", entry.id),
        tuple(scribe.mails[key] for key in entry.revealed_by if key in scribe.mails),
        tuple(path for path in entry.revealed_in if path in files),
        _words(entry.revealed_where, scribe, "doubt revealed", entry.id),
    )


def _words(texts: list[Text], scribe: Scribe, *purpose: str) -> tuple[str, ...]:
    return tuple(scribe.fill(text, *purpose, str(number)) for number, text in enumerate(texts))
