"""The mail of a large company: who writes, who receives, when, and what the texts say."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from corpsim.population import Population, Request, open_population
from corpsim.population.drawing.draw import draw
from corpsim.records import Mail


def name(number: int) -> str:
    return f"b{number}"


@pytest.fixture(scope="module")
def mails(company: Population) -> list[Mail]:
    return list(company.mails(name=name))


def test_there_are_ten_mails_for_every_employee(company: Population, mails: list[Mail]) -> None:
    """Those of the story count, the assistant does not."""
    assert company.mail_count() == len(mails) == 10 * (2_000 + 5)
    assert [mail.id for mail in mails[:3]] == ["b0", "b1", "b2"]


def test_mails_are_numbered_by_time(company: Population, mails: list[Mail]) -> None:
    """They lie in the two weeks before the story, and the count before a minute is exact."""
    times = [mail.at for mail in mails]
    assert times == sorted(times)
    assert times[0] > -15 * 24 * 60
    assert times[-1] < 0
    assert company.mails_before(0) == len(mails)
    for minute in (-30_000, -5_000, times[77], times[-1]):
        assert company.mails_before(minute) == sum(at < minute for at in times)


def test_the_people_of_the_story_only_receive(company: Population, mails: list[Mail]) -> None:
    """Their words belong to the story; mail goes to people of the company and never back to its sender."""
    story = {person.id for person in company.request.insiders}
    everybody = {*company} | story
    for mail in mails:
        assert mail.sender not in story
        assert mail.to
        assert {*mail.recipients} <= everybody - {mail.sender}
        assert len({*mail.to, *mail.cc}) == len(mail.to) + len(mail.cc)
    assert any(person in story for mail in mails for person in mail.recipients)


def test_mailboxes_hold_exactly_what_was_sent_to_their_owners(company: Population, mails: list[Mail]) -> None:
    """Every mail is in the mailboxes of its recipients, oldest first, and in no other."""
    boxes = defaultdict(list)
    for number, mail in enumerate(mails):
        for person in mail.recipients:
            boxes[person].append(number)
    for person in [*company, *(person.id for person in company.request.insiders)]:
        assert list(company.mailbox(person)) == boxes[person]
    assert list(company.mailbox("eve.moss")) == list(company.mailbox("nobody")) == []


def test_answers_come_from_somebody_who_was_asked(mails: list[Mail]) -> None:
    """An answer goes to the sender of what it answers, later and under the same subject, from one of the thread."""
    by_id = {mail.id: mail for mail in mails}
    threads: dict[str, set[str]] = {}
    answers = [mail for mail in mails if mail.reply_to]
    for mail in mails:
        before = by_id[mail.reply_to] if mail.reply_to else None
        known = threads[before.id] if before else {mail.sender, *mail.recipients}
        threads[mail.id] = known
        if before is not None:
            assert mail.sender in known
            assert mail.to == (before.sender,)
            assert mail.at >= before.at
            assert mail.subject.removeprefix("Re: ") == before.subject.removeprefix("Re: ")
    assert len(answers) > len(mails) // 3


def test_a_company_of_the_story_only_has_listeners(request_for: Callable[..., Request]) -> None:
    """One person behind the story writes to its people, and none of them answers."""
    request = request_for(1, mails=60)
    company = Population(request, draw(request), (str, ()))
    assert {mail.sender for mail in company.mails()} == {*company}
    assert not any(mail.reply_to for mail in company.mails())


def test_whoever_comes_later_has_no_mail_yet(request_for: Callable[..., Request]) -> None:
    """Nobody writes to somebody who joins during the story, and nobody has their id."""
    request = request_for(300, coming=("james.pieper",))
    company = Population(request, draw(request), (str, ()))
    assert list(company.mailbox("james.pieper")) == []
    assert not any("james.pieper" in mail.recipients for mail in company.mails())
    assert company.person("james.pieper") is None


def test_a_mail_reads_the_same_every_time(
    company: Population, mails: list[Mail], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Texts are made when somebody looks, and are the same in a company drawn elsewhere."""
    other = open_population(company.request, tmp_path_factory.mktemp("elsewhere"))
    assert [other.mail(number, name) for number in range(0, 20_000, 97)] == mails[:20_000:97]


def test_what_a_search_looks_through_is_what_is_in_the_mail(company: Population, mails: list[Mail]) -> None:
    """Sender, subject and body, in lower case."""
    for number in range(0, len(mails), 173):
        mail, text = mails[number], company.mail_text(number)
        sender = company.person(mail.sender)
        assert sender is not None
        assert text == f"{sender.name} <{sender.email}> {mail.subject} {mail.body}".lower()


def test_numbers_of_mails_that_there_are_not(company: Population) -> None:
    """A number beyond the last mail raises; none leads elsewhere."""
    with pytest.raises(IndexError):
        company.mail(company.mail_count(), name)


def test_people_write_to_those_they_know(company: Population) -> None:
    """The graph of who knows whom: others of the same company, each once, one's manager first."""
    people = sorted(company)[::97]
    for person in people:
        known = company.correspondents(person)
        assert known
        assert person not in known
        assert len({*known}) == len(known)
        assert known[0] == company.person(person).manager  # type: ignore[union-attr]
    assert company.correspondents("nobody.there") == []
