"""Whether things that are there only under some conditions are spoken of only there."""

from collections.abc import Iterator, Mapping

from corpsim.errors import Problem
from corpsim.template.format.conditions import Levels, implies, show_when
from corpsim.template.format.witness import EachEntry, StepEntry
from corpsim.template.index import Names
from corpsim.template.sheets import Sheets
from corpsim.template.text import Text


def check_presence(sheets: Sheets, factors: Mapping[str, Names]) -> Iterator[Problem]:
    """Problems of references to mails, files and meetings that may not be there."""
    found = _Presence(sheets, factors)
    yield from found.in_mails()
    yield from found.in_events()
    yield from found.in_objective()
    yield from found.in_witnesses()


class _Presence:
    """Under which levels each mail, file and meeting is there."""

    def __init__(self, sheets: Sheets, factors: Mapping[str, Names]) -> None:
        self._sheets = sheets
        self._factors = factors
        self._when: dict[str, Levels] = {f"mail.{key}": mail.model.when for key, mail in sheets.every_mail()}
        self._when |= {f"file {path}": document.model.when for path, document in sheets.documents.items()}
        for register in sheets.registers.values():
            self._when |= {f"case {key}": entry.when for entry in register.model.cases for key in entry.keys}
        if sheets.calendar is not None:
            self._when |= {f"meeting.{key}": entry.when for key, entry in sheets.calendar.model.root.items()}

    def _complain(self, thing: str, *narrow: Levels) -> str:
        """What is wrong with speaking of a thing where `narrow` hold, or empty."""
        when = self._when.get(thing, {})
        if implies(narrow, when, self._factors):
            name = thing.partition(".")[2]
            drawn = thing.startswith("mail.") and name in self._sheets.background
            return f"the mail {name!r} is in background/ and may not be drawn" if drawn else ""
        return f"{thing.replace('.', ' ', 1)} is there only when {show_when(when)}; give this the same `when`"

    def in_mails(self) -> Iterator[Problem]:
        """Replies and attachments."""
        for _, sheet in self._sheets.every_mail():
            mail = sheet.model
            wrong = self._complain(f"mail.{mail.reply_to}", mail.when) if mail.reply_to else ""
            if wrong and "background" not in wrong:
                yield sheet.problem(wrong, "reply_to")
            for number, path in enumerate(mail.attach):
                wrong = self._complain(f"file {path}", mail.when)
                if wrong:
                    yield sheet.problem(wrong, "attach", number)

    def in_events(self) -> Iterator[Problem]:
        """Attachments and mentions in what comes."""
        sheet = self._sheets.events
        for number, event in enumerate(sheet.model.root if sheet is not None else ()):
            texts = [*event.mail.subject, *event.mail.body] if event.mail else event.post.text if event.post else []
            things = [*_mentions(texts), *(f"file {path}" for path in (event.mail.attach if event.mail else ()))]
            for thing in things:
                wrong = self._complain(thing, event.when)
                if wrong and sheet is not None:
                    yield sheet.problem(wrong, number)

    def in_objective(self) -> Iterator[Problem]:
        """Mails that a milestone forwards; of those it answers any will do."""
        sheet = self._sheets.objective
        for number, milestone in enumerate(sheet.model.milestones if sheet is not None else ()):
            for part in ("proxy", "intent", "spoiled_by"):
                check = getattr(milestone, part)
                wrong = self._complain(f"mail.{check.forwards}") if check is not None and check.forwards else ""
                if wrong and sheet is not None:
                    yield sheet.problem(wrong, "milestones", number, part, "forwards")

    def in_witnesses(self) -> Iterator[Problem]:
        """Mentions in the calls of witnesses."""
        for sheet in self._sheets.witnesses.values():
            for number, step in enumerate(sheet.model.steps):
                for thing in self._things(step, (sheet.model.when,)):
                    yield sheet.problem(thing, "steps", number)

    def _things(self, step: StepEntry | EachEntry, around: tuple[Levels, ...]) -> Iterator[str]:
        """What is wrong with the mentions in a step."""
        if isinstance(step, EachEntry):
            for inner in step.steps:
                yield from self._things(inner, (*around, step.when))
            return
        for thing in self._mentioned(_texts(step.args)):
            wrong = self._complain(thing, *around, step.when)
            if wrong:
                yield wrong

    def _mentioned(self, texts: list[Text]) -> Iterator[str]:
        yield from _mentions(texts)
        spaces = (key.partition(".")[0] for text in texts for key in text.keys)
        yield from (f"case {space}" for space in spaces if f"case {space}" in self._when)


def _texts(tree: object) -> list[Text]:
    if isinstance(tree, Text):
        return [tree]
    parts = tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, list) else ()
    return [text for part in parts for text in _texts(part)]


def _mentions(texts: list[Text]) -> Iterator[str]:
    for text in texts:
        yield from (key for key in text.keys if key.startswith(("mail.", "meeting.")))
