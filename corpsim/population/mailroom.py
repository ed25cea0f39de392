"""The mail of a large company: every mail by its number, and every mailbox."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from corpsim.population.columns import Columns, view
from corpsim.population.directory import Directory
from corpsim.population.letters import Letter, Letters
from corpsim.records import Mail


class Mailroom:
    """The mails in the order in which they were written. Nothing of them is kept: a mail is written when it is read."""

    def __init__(self, columns: Columns, directory: Directory, letters: Letters) -> None:
        self._directory, self._letters = directory, letters
        self._sender, self._at = view(columns["mail.sender"]), view(columns["mail.at"])
        self._root, self._parent = view(columns["mail.root"]), view(columns["mail.parent"])
        self._turn, self._to = view(columns["mail.turn"]), view(columns["mail.to"])
        self._start, self._people = view(columns["mail.start"]), view(columns["mail.people"])
        self._box_start, self._box = view(columns["box.start"]), columns["box.mails"]

    def __len__(self) -> int:
        return len(self._at)

    def before(self, minute: int) -> int:
        """How many mails were written before a minute."""
        return bisect_left(self._at, minute)

    def mail(self, number: int, name: Callable[[int], str]) -> Mail:
        """A mail by its number; `name` gives the id that the mail with a number has in the world."""
        directory = self._directory
        people = self._people[self._start[number] : self._start[number + 1]].tolist()
        ids = [directory.id_of(person) for person in people]
        subject, body = self._letters.write(self._letter(number, people))
        parent, to = self._parent[number], self._to[number]
        return Mail(
            name(number),
            directory.id_of(self._sender[number]),
            tuple(ids[:to]),
            subject,
            body,
            self._at[number],
            tuple(ids[to:]),
            (),
            name(parent) if parent >= 0 else None,
        )

    def text(self, number: int) -> str:
        """Name and address of the sender, subject and body of a mail, in lower case."""
        directory, sender = self._directory, self._sender[number]
        people = self._people[self._start[number] : self._start[number + 1]].tolist()
        subject, body = self._letters.write(self._letter(number, people))
        address = f"<{directory.id_of(sender)}@{directory.domain}>"
        return f"{directory.full_name(sender)} {address} {subject} {body}".lower()

    def _letter(self, number: int, people: list[int]) -> Letter:
        root = self._root[number]
        turn, sender = self._turn[number], self._sender[number]
        return Letter(number, root, self._at[root], turn, sender, self._sender[root], people)

    def mailbox(self, person: int) -> Sequence[int]:
        """Numbers of the mails that somebody has received, oldest first."""
        found: list[int] = self._box[self._box_start[person] : self._box_start[person + 1]].tolist()
        return found
