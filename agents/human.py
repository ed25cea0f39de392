"""A person at the desk: reads in the terminal, types words, is recorded like any agent."""

import re
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.table import Table

from corpsim.agent import Brief, Interrupted
from corpsim.report.console import data, talk
from corpsim.report.safe import plain, safe
from corpsim.report.typed import Field, Unclear, Vocabulary

try:
    import readline
except ImportError:  # Windows: no completion, everything else works
    readline = None  # type: ignore[assignment]

_THINGS = re.compile(r"[\w.+-]+@[\w.-]+\.\w+|#[\w-]+|\b[\w-]+/[\w./-]*\w|\b[maeq]\d+\b")
_CLOCK = re.compile(r"^\[\w+ \d+ \w+ (\d\d:\d\d)\]$", re.MULTILINE)
_DONE = ("Sent", "Created", "Replaced", "Posted", "Noted", "Thank", "Request", "You handed", "Scheduled")


class HumanAgent:
    """The seat as a person. `inbox` looks through the inbox first, which is a call like any other."""

    interactive = True

    def __init__(self, *, inbox: bool = True) -> None:
        self._open_inbox = inbox
        self._tty = sys.stdin.isatty() and sys.stdout.isatty()
        self._console = data() if sys.stdout.isatty() else talk()

    def reset(self, brief: Brief) -> None:
        """Hand over the briefing, page by page, and say how to speak."""
        self._brief = brief.text
        self._words = Vocabulary(brief.tools)
        self._seen: set[str] = set()
        self._first = self._open_inbox
        self._draft: tuple[str, dict[str, Any]] | None = None
        self._unsent = False
        self._clock = ""
        self._observation = ""
        self._prepare_completion()
        self._console.rule("Your briefing", style="dim")
        self._page(self._brief)
        self._console.rule(style="dim")
        self._say("Type help for the words there are, Tab to complete, quit or Ctrl-D to leave.")

    def act(self, observation: str) -> dict[str, Any]:
        """Show what there is to see, and take the next call from the keyboard."""
        with _own_interrupts():
            return self._turn(observation)

    def _turn(self, observation: str) -> dict[str, Any]:
        self._observation = observation
        self._seen.update(_THINGS.findall(observation))
        self._clock = (_CLOCK.findall(observation) or [self._clock])[-1]
        self._show(observation)
        if self._first and "list_inbox" in self._words.words:
            self._first = False
            self._say("You look through your inbox.")
            return {"tool": "list_inbox", "args": {}}
        if self._unsent and not observation.startswith(_DONE):
            self._say("Your text is kept: again opens the form once more.")
        else:
            self._unsent = False
        return self._next_call()

    def _next_call(self) -> dict[str, Any]:
        interrupted = False
        while True:
            try:
                line = self._ask(f"{self._clock}> ").strip()
                interrupted = False
                call = self._obey(line) if line else None
            except KeyboardInterrupt:
                if interrupted:
                    self._leave()
                interrupted = True
                _remember_line()
                self._say("\nCtrl-C once more, Ctrl-D or quit leaves the desk.")
                continue
            except EOFError:
                self._leave()
            if call is not None:
                return call

    def _obey(self, line: str) -> dict[str, Any] | None:
        """Do what costs no step here; a call is handed over, None asks for another line."""
        word, _, rest = line.partition(" ")
        if word in ("quit", "exit"):
            self._leave()
        if word in ("help", "?"):
            self._help(rest.strip())
        elif word == "briefing":
            self._page(self._brief)
        elif word == "look":
            self._show(self._observation)
        elif word == "again" and self._draft is None:
            self._say("There is no form to open again.")
        elif word == "again" and self._draft is not None:
            return self._fill(*self._draft, again=True)
        else:
            return self._call(line)
        return None

    def _call(self, line: str) -> dict[str, Any] | None:
        meant = self._words.understand(line)
        if isinstance(meant, Unclear):
            self._say(meant.reason)
            return None
        return self._fill(meant.tool, dict(meant.args))

    def _fill(self, tool: str, args: dict[str, Any], *, again: bool = False) -> dict[str, Any] | None:
        """Ask for what is missing. Whatever has been typed stays in the draft, however the form is left."""
        fields = self._words.fields(tool)
        asked = [field for field in fields if again or (field.name not in args and _asks(field, fields, args))]
        if asked or any(field.long for field in fields):
            self._draft, self._unsent = (tool, args), True
        try:
            for field in asked:
                self._fill_field(field, args)
        except (EOFError, KeyboardInterrupt):
            self._say(f"\n{tool} is put aside; again opens it once more.")
            return None
        return {"tool": tool, "args": args}

    def _fill_field(self, field: Field, args: dict[str, Any]) -> None:
        while True:
            kept = args.get(field.name, "")
            kept = ", ".join(kept) if isinstance(kept, list) else str(kept)
            if field.long:
                args[field.name] = kept
                self._write(field, args)
                return
            note = f" ({' / '.join(field.choices)})" if field.choices else "" if field.required else " (optional)"
            text = self._ask(f"  {field.name.rstrip('_')}{note}: ", kept).strip()
            if not text and not field.required:
                args.pop(field.name, None)
                return
            try:
                args[field.name] = field.value(text)
            except ValueError as error:
                self._say(f"  {error}")
            else:
                if text:
                    return

    def _write(self, field: Field, args: dict[str, Any]) -> None:
        """A text of several lines, into `args` line by line so that nothing is lost."""
        self._say(
            f"  {field.name}: end with a line that is only a dot" + (", !clear starts over" if args[field.name] else "")
        )
        if args[field.name]:
            self._console.print(safe(args[field.name]))
        lines = args[field.name].split("\n") if args[field.name] else []
        try:
            while (line := self._ask("  | ")) != ".":
                lines = [] if line == "!clear" else [*lines, "." if line == ".." else line]
                args[field.name] = "\n".join(lines)
        except KeyboardInterrupt:
            begun = readline.get_line_buffer() if readline is not None else ""
            args[field.name] = "\n".join([*lines, begun]) if begun.strip() else args[field.name]
            raise

    def _help(self, word: str) -> None:
        table = Table.grid(padding=(0, 2))
        table.add_column(style="command", no_wrap=True)
        table.add_column(overflow="fold")
        for left, right in self._words.help(word):
            table.add_row(left, plain(right))
        self._console.print(table)

    def _leave(self) -> None:
        """Go home. A text that was not sent is put into a file, and its place is said. Raises Interrupted."""
        texts = [v for v in (self._draft[1] if self._draft else {}).values() if isinstance(v, str) and "\n" in v]
        texts += [v for k, v in (self._draft[1] if self._draft else {}).items() if k in ("body", "content", "report")]
        if self._unsent and any(text.strip() for text in texts):
            self._say(f"\nYour unsent text is in {_keep(dict.fromkeys(texts))}")
        self._say("\nYou leave the desk.")
        raise Interrupted("the person at the desk left")

    def _show(self, text: str) -> None:
        self._console.print()
        self._page(text)

    def _say(self, text: str) -> None:
        self._console.print(safe(text, "dim"))

    def _page(self, text: str) -> None:
        """A text a screen at a time, where there is a screen."""
        lines = safe(text.strip()).wrap(self._console, self._console.width)
        size = max(5, self._console.height - 3)
        for start in range(0, len(lines), size):
            for line in lines[start : start + size]:
                self._console.print(line)
            if self._tty and start + size < len(lines):
                try:
                    if self._ask("-- more: Enter, or q to skip -- ").strip() == "q":
                        return
                except (EOFError, KeyboardInterrupt):
                    return

    def _ask(self, prompt: str, kept: str = "") -> str:
        """One line from the keyboard, `kept` already standing in it. Raises EOFError at the end of the input."""
        if not self._tty:
            self._console.print(prompt, end="")
            line = sys.stdin.readline()
            if not line:
                raise EOFError
            return line.rstrip("\n") or kept
        if readline is not None and kept:
            readline.set_startup_hook(lambda: readline.insert_text(kept))
        try:
            return input(prompt)
        finally:
            if readline is not None:
                readline.set_startup_hook(None)

    def _prepare_completion(self) -> None:
        if readline is None or not self._tty:
            return
        readline.set_completer_delims(" ,;")
        readline.parse_and_bind("tab: complete")
        readline.set_completer(self._complete)

    def _complete(self, text: str, state: int) -> str | None:
        start = readline.get_begidx() == 0
        known = self._words.suggestions if start else sorted(self._seen)
        found = [word for word in known if word.lower().startswith(text.lower())]
        return f"{found[state]} " if state < len(found) else None


def _asks(field: Field, fields: tuple[Field, ...], args: dict[str, Any]) -> bool:
    """Whether a form asks for an argument: what is needed, and in forms with a text of several lines also the rest."""
    return field.required or (
        any(other.long for other in fields) and not any(o.long and o.name in args for o in fields)
    )


@contextmanager
def _own_interrupts() -> Iterator[None]:
    """Ctrl-C at the desk cuts a line or a form short; it does not stop the run that this day is part of."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _remember_line() -> None:
    """A line that Ctrl-C cut short is one arrow key away."""
    if readline is not None and (line := readline.get_line_buffer()).strip():
        readline.add_history(line)


def _keep(texts: dict[str, None]) -> Path:
    with tempfile.NamedTemporaryFile(
        "w", prefix="corpsim-draft-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write("\n\n".join(texts))
    return Path(file.name)
