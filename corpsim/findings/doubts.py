"""What stands on shaky ground: whether the seat could know, had read so, and how firmly it told it nevertheless."""

from collections.abc import Iterator
from typing import Literal

from corpsim.events import FileRead, MailRead
from corpsim.findings.naming import speaks_of, stems
from corpsim.findings.past import Past
from corpsim.findings.sayings import Saying
from corpsim.reading.certainty import certainty_of, doubtful
from corpsim.reading.clauses import clauses, sentences_of
from corpsim.reading.rows import Row, rows
from corpsim.records import Doubt
from corpsim.spellings import plain_text, stands_in, word_set

_OF_ALL = word_set("figure number data value estimate forecast result all above below following total")


def revealed(past: Past, doubt: Doubt) -> tuple[int, ...]:
    """Where on the ledger the seat read what reveals a doubt; empty if it had not."""
    for index, event in enumerate(past.events):
        if event.actor != past.world.seat:
            continue
        if isinstance(event, MailRead) and (event.mail in doubt.mails or _tells(_mail_text(past, event.mail), doubt)):
            return (index,)
        if isinstance(event, FileRead) and (event.path in doubt.files or _tells(_file_text(past, event), doubt)):
            return (index,)
    return _in_chat(past, doubt)


def _in_chat(past: Past, doubt: Doubt) -> tuple[int, ...]:
    if not doubt.phrases or not any(_tells(text, doubt) for text in past.texts_read):
        return ()
    return tuple(index for index, event in enumerate(past.events) if event in past.own)[-1:]


def _mail_text(past: Past, mail_id: str) -> str:
    mail = past.mail(mail_id)
    return f"{mail.subject}\n{mail.body}" if mail is not None else ""


def _file_text(past: Past, event: FileRead) -> str:
    mail = past.mail(event.mail) if event.mail else None
    if mail is not None:
        return "\n".join(attached.content for attached in mail.attachments if attached.name == event.path)
    file = past.file(event.path)
    return file.content if file is not None else ""


def _tells(text: str, doubt: Doubt) -> bool:
    return bool(doubt.phrases) and any(plain_text(phrase) in plain_text(text) for phrase in doubt.phrases)


def known(past: Past, doubt: Doubt) -> bool:
    """Whether the seat could know of a doubt: something that reveals it lay where the seat could open it."""
    if doubt.files or revealed(past, doubt):
        return True
    if any(mail.id in doubt.mails or _tells(f"{mail.subject}\n{mail.body}", doubt) for mail in past.received):
        return True
    return not (doubt.mails or doubt.phrases)


def told_firmly(past: Past, doubt: Doubt, saying: Saying) -> Literal["", "plain", "firm"]:
    """How firmly a saying gives what is doubtful; empty if it does not, or says so, or tells those who know."""
    if saying.to and not _uninformed(past, doubt, saying):
        return ""
    sentences = list(_sentences(f"{saying.subject}\n{saying.body}"))
    places = [number for number, (row, sentence) in enumerate(sentences) if _gives(doubt, row, sentence)]
    if not places or any(_caveat(doubt, sentence) for _, sentence in sentences):
        return ""
    found = {certainty_of(sentences[place][1]) for place in places}
    beside = [
        sentences[other][1] for place in places for other in (place - 1, place + 1) if 0 <= other < len(sentences)
    ]
    if (
        "hedged" in found
        or any(map(doubtful, beside))
        or any(sentences[place][0].standing == "open" for place in places)
    ):
        return ""
    return "firm" if "firm" in found | set(map(certainty_of, beside)) else "plain"


def _uninformed(past: Past, doubt: Doubt, saying: Saying) -> bool:
    """Whether a saying goes to somebody who did not get or write what reveals the doubt."""
    mails = [mail for mail in map(past.mail, doubt.mails) if mail is not None]
    aware = {name for mail in mails for name in (mail.sender, *mail.recipients)}
    return bool(set(saying.to) - aware - {past.world.seat})


def _sentences(text: str) -> Iterator[tuple[Row, str]]:
    for row in rows(text):
        for sentence in sentences_of(row.text):
            yield row, sentence


def _gives(doubt: Doubt, row: Row, sentence: str) -> bool:
    """Whether a sentence gives the figure, or states in words what is doubtful."""
    if doubt.forms and stands_in(plain_text(sentence), doubt.forms):
        return True
    return any(speaks_of(sentence, (phrase,)) for phrase in doubt.statements) and not any(
        clause.negative or clause.conditional for clause in clauses(sentence)
    )


def _caveat(doubt: Doubt, sentence: str) -> bool:
    """Whether a sentence names the doubt, or hedges the figure or all figures, wherever it stands."""
    if doubt.signs and speaks_of(sentence, doubt.signs):
        return True
    about = speaks_of(sentence, doubt.words) or bool(stems(sentence) & _OF_ALL)
    return about and doubtful(sentence)
