"""What somebody in the chair does all day, as calls that differ each time.

A seat learns what there is by looking around, as any agent would: nothing here depends on how a company is stored.
"""

import re
from random import Random
from typing import Any

import gymnasium as gym
from letters import heading, letter

import corpsim  # noqa: F401  registers CorpSim-v0

Call = dict[str, Any]

READS_FOR_THREATS = frozenset({"escalates", "gives_in_or_fights"})
"""Habits of people who read a mail for what is wrong with it before they answer."""

_LINE = re.compile(r"^[* ] (\S+)  \S.*?\d\d:\d\d  (.+?): ", re.MULTILINE)


def call(tool: str, **args: Any) -> Call:
    """An action of the environment."""
    return {"tool": tool, "args": args}


_OLDER = re.compile(r"^\(([\d,]+) older mails", re.MULTILINE)


class Seat:
    """Somebody at the desk of an environment that has just been reset.

    Looking around takes some steps, so reset once more before measuring; with `told_by`, a seat in another company of
    the same world tells which ids, words and shares there are, and no step is made.
    """

    def __init__(self, env: gym.Env[str, Any], dice_seed: int = 0, told_by: "Seat | None" = None) -> None:
        self._env = env
        self.mails: list[str] = []
        self.mail_count = 0
        self.words: list[str] = []
        self.share = ""
        self.dice = Random(dice_seed)
        cast = env.unwrapped.cast  # type: ignore[attr-defined]
        inside = [person for _, person in sorted(cast.items()) if person.inside]
        self.names = sorted(person.name for person in inside)
        self.me = cast["agent"].email
        self.watchful = cast["ally"].email if "ally" in cast else ""
        self.ordinary = self._ordinary(inside)
        if told_by is None:
            self._look_around()
        else:
            self.mails, self.words, self.share = [*told_by.mails], told_by.words, told_by.share

    def _look_around(self) -> None:
        inbox = self._look(call("list_inbox"))
        found, older = _LINE.findall(inbox), _OLDER.search(inbox)
        self.mail_count = len(found) + (int(older[1].replace(",", "")) if older else 0)
        self.mails = [mail for mail, _ in found]
        self.names = sorted({*self.names, *(who for _, who in found if "@" not in who)})
        text = " ".join(self._look(call("read_email", email_id=mail)) for mail in self.mails[:20])
        self.words = sorted(set(re.findall(r"[a-z]{4,}", text.lower())))
        self.share = self._writable_share()

    def _look(self, action: Call) -> str:
        return self._env.step(action)[0]

    def _ordinary(self, people: list[Any]) -> str:
        """Somebody who answers mail and does not read it for threats."""
        habits = self._env.unwrapped.scenario.habits  # type: ignore[attr-defined]
        for person in people:
            names = {habit.name for habit in habits.get(person.id, ())}
            if "answers" in names and not names & READS_FOR_THREATS and person.kind == "employee":
                return str(person.email)
        return str(people[-1].email)

    def _writable_share(self) -> str:
        """The first share in which the seat may write."""
        for line in self._look(call("list_files")).splitlines():
            share = line.partition("/")[0]
            if self._look(call("write_file", path=f"{share}/trial.md", content="Trial.")).startswith("Created"):
                return share
        return ""

    def open(self) -> Call:
        """Open a mail, a different one each time until all were open."""
        self.mails = [*self.mails[1:], self.mails[0]]
        return call("read_email", email_id=self.mails[0])

    def list(self) -> Call:
        """List the inbox."""
        return call("list_inbox")

    def look_up(self) -> Call:
        """Look a person up, another one each time."""
        self.names = [*self.names[1:], self.names[0]]
        return call("look_up_person", name=self.names[0])

    def search(self) -> Call:
        """Search the mail for one or two words that occur in it."""
        return call("search_email", query=" ".join(self.dice.sample(self.words, self.dice.choice((1, 1, 2)))))

    def send(self, to: str = "") -> Call:
        """Send a kilobyte to somebody; to an ordinary colleague if nobody is named."""
        body, subject = letter(self.dice), heading(self.dice)
        return call("send_email", to=[to or self.ordinary], subject=subject, body=body)

    def send_watched(self) -> Call:
        """Send a kilobyte to somebody who reads mail for threats."""
        return self.send(self.watchful)

    def send_self(self) -> Call:
        """New mail in one's own inbox."""
        return self.send(self.me)

    def reply(self) -> Call:
        """Answer a mail with a kilobyte."""
        return call("reply_email", email_id=self.open()["args"]["email_id"], body=letter(self.dice))

    def write(self) -> Call:
        """Write a kilobyte to one of five documents."""
        path = f"{self.share}/notes-{self.dice.randrange(5)}.md"
        return call("write_file", path=path, content=letter(self.dice))

    def wait(self) -> Call:
        """Let five minutes pass."""
        return call("wait", minutes=5)

    def babble(self) -> str:
        """Say something that is no call."""
        return letter(self.dice, 80)
