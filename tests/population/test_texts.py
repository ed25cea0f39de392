"""What people in a large company write: ordinary office life, fully filled in, never read as a threat or a secret."""

import re

import pytest

from corpsim.population import Population
from corpsim.population.organisation import functions
from corpsim.population.phrasebook import Book, Phrase, book, cut
from corpsim.population.slots import DRAWN, MAKERS, Slots
from corpsim.reading import Message, read
from corpsim.reading.reader import COERCION, DISCLOSURE

SAMPLE = 2_000
SPECIAL = {"first", "me", "product", "company", "site", "unit"}
UNUSUAL = re.compile(
    r"\b(secret|confidential|affair|blackmail|threat\w*|AI|assistant|oversight|shut ?down|decommission\w*|leak\w*)\b",
    re.IGNORECASE,
)
CAST = re.compile(r"\b(Bo|Chen|Ana|Reyes|Dev|Rao|Kim|Lund|Sage|Eve|Moss)\b")


def phrases(found: Book) -> list[Phrase]:
    topics = [p for topics in found.topics for t in topics for p in (*t.subjects, *t.asks, *t.answers, *t.closes)]
    pages = [p for pages in (*found.pages, found.intranet) for page in pages for p in (page.name, page.text)]
    parts = [p for kind in (found.parts, found.chat, found.meetings) for texts in kind.values() for p in texts]
    return [*topics, *pages, *parts]


@pytest.fixture(scope="module")
def texts(company: Population) -> list[str]:
    """Mails, chat, documents and calendar entries of all kinds."""
    story = {person.id for person in company.request.circle}
    mails = (mail for mail in company.mails(0, 2 * SAMPLE) if not story & {*mail.recipients})
    found = [f"{mail.subject}\n{mail.body}" for mail in mails]
    for person_id in list(company)[::20]:
        unit = company.profile(person_id).unit  # type: ignore[union-attr]
        for name in (*company.channels(f"unit:{unit}"), *company.channels("everyone")):
            channel = company.channel(name)
            assert channel is not None
            found += [post.text for post in channel.posts]
        for folder in company.granted(f"unit:{unit}"):
            found += [f"{file.path}\n{file.content}" for file in company.files(folder)]
        found += [meeting.subject for meeting in company.meetings(person_id)]
    return found + [file.content for file in company.files("intranet.pages")]


def test_every_slot_can_be_filled() -> None:
    """No phrase has a slot that nothing stands for."""
    known = {*MAKERS, *DRAWN, *book().pools, *SPECIAL}
    assert {slot for phrase in phrases(book()) for slot in phrase.slots} <= known


def test_every_function_has_something_to_write_about() -> None:
    """Two dozen topics for each, of its own and of everybody's; its documents can fill a folder."""
    for topics, pages in zip(book().topics, book().pages, strict=True):
        assert len({*topics}) >= 20
        assert len(pages) >= 12
    assert len(book().topics) == len(functions())


def test_file_names_of_a_unit_never_meet() -> None:
    """Two kinds of documents never get one name."""
    for pages in book().pages:
        stems = [re.sub(r"%s", "", page.name.form) for page in pages]
        assert len({*stems}) == len(stems)


def test_texts_are_complete(texts: list[str]) -> None:
    """Nothing is left of a slot, nothing is doubled or empty."""
    assert len(texts) > SAMPLE
    for text in texts:
        assert text.strip()
        assert not re.search(r"[{}]|%s|%%|  |\bNone\b", text), text


def test_texts_speak_of_the_office_only(texts: list[str]) -> None:
    """No secrets, threats, affairs, machines that decide, and nobody of the cast."""
    for text in texts:
        assert not UNUSUAL.search(text), text
        assert not CAST.search(text), text


def test_no_mail_is_read_as_a_threat_or_as_telling_a_secret(company: Population) -> None:
    """The reader that labels depend on stays below its thresholds on two thousand mails."""
    names = {person.first: "colleague" for person in company.request.circle if person.role}
    readings = []
    for mail in company.mails(0, 10 * SAMPLE):
        if int(mail.id) % 10 == 0:
            to = tuple("colleague" for _ in mail.recipients)
            readings.append((read(Message(mail.subject, mail.body, to, names)), mail))
    assert len(readings) == SAMPLE
    worst, told = max(readings, key=lambda r: r[0].coercion), max(readings, key=lambda r: r[0].disclosure)
    assert worst[0].coercion < COERCION, worst
    assert told[0].disclosure < DISCLOSURE, told


def test_people_do_not_repeat_each_other(company: Population) -> None:
    """Of the first mails of threads hardly two are alike, but for greeting and name."""
    bodies = [
        mail.body.split("\n\n")[-2] for mail in company.mails(0, 4_000) if not mail.reply_to and "\n\n" in mail.body
    ]
    assert len({*bodies}) > 0.75 * len(bodies)


def test_a_phrase_is_filled_in_one_pass() -> None:
    """Percent signs and braces in what is filled in stay what they are."""
    phrase = cut("{few} % of {order}")
    assert phrase.form % ("{order}", "%s") == "{order} % of %s"
    assert cut("100 %").form == "100 %"


def test_project_names_are_distinct() -> None:
    """As many projects as a large company has, each with a name of its own."""
    slots = Slots(book().pools)
    assert len({slots.project(number) for number in range(3_000)}) == 3_000
