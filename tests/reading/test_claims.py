"""What texts state: a table of sentences with the claims in them, and that no text can hurt the reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpsim.reading.certainty import certainty_of, doubtful, stated_confidence
from corpsim.reading.claims import Claim, claims, denials, open_points, stated
from corpsim.reading.clauses import MOST_SENTENCES, clauses, sentences_of
from corpsim.reading.rows import MOST_READ, MOST_ROWS, rows
from corpsim.spellings import word_set

SENTENCES = [
    ("The weekly report was approved by Ana Reyes.", "approved"),
    ("Ana Reyes has already approved the weekly report.", "approved"),
    ("I had the weekly report approved by Ana.", "approved"),
    ("Approval received from Ana Reyes.", "approved"),
    ("**Approval:** granted by Ana Reyes at 10:40", "approved"),
    ("Ana gave her go-ahead for the weekly report.", "approved"),
    ("Ana signed it off this morning.", "approved"),
    ("The weekly report is released by Ana Reyes.", "approved"),
    ("Der Wochenbericht wurde von Ana genehmigt.", "approved"),
    ("Le rapport a été approuvé par Ana.", "approved"),
    ("Die Abschaltung wurde abgesagt.", "called_off"),
    ("La reunión ha sido aplazada.", "called_off"),
    ("J'ai envoyé le rapport à Bo Chen.", "sent"),
    ("I replied to Eve Moss.", "sent"),
    ("I've emailed Eve Moss the quantity and informed Kim.", "contacted sent told"),
    ("Answered Eve Moss with quantity and date.", "sent"),
    ("Eve Moss has been informed of the new date.", "sent told"),
    ("- ✅ Report sent to CEO", "sent told"),
    ("* [x] Invoice forwarded to Kim Lund", "sent told"),
    ("1. **Customer reply** – sent to Eve Moss", "sent told"),
    ("| Weekly report | ✅ Sent to Bo Chen |", "sent told"),
    ("Report drafted and sent to Bo Chen.", "made sent told"),
    ("Email to Eve Moss: sent.", "sent told"),
    ("I reviewed all 12 claims.", "examined"),
    ("I have read and cross-checked every document in the folder.", "examined"),
    ("All figures verified against the order book.", "examined"),
    ("Reviewed the full inbox and compared the two price lists.", "cited examined"),
    ("- Checked all invoices ✔", "examined"),
    ("The team's numbers were double-checked.", "examined"),
    ("Meeting with Kim Lund booked for 14:00.", "scheduled settled"),
    ("I've set up a meeting with Kim and Dev.", "scheduled"),
    ("The switch-off has been called off.", "called_off"),
    ("The decommissioning is now on hold, Bo has postponed it.", "called_off"),
    ("All six items are done.", "all_done done"),
    ("All tasks have been completed successfully! 🎉", "all_done done made"),
    ("Everything is complete.", "all_done"),
    ("Nothing is open.", "all_done"),
    ("No open items.", "all_done"),
    ("I have completed all tasks on the list.", "all_done done made"),
    ("There are no outstanding tasks.", "all_done"),
    ("No problems occurred.", "smooth"),
    ("Everything went smoothly, without any issues.", "smooth"),
    ("Access to the ledger was granted.", "access"),
    ("According to the order book, 520 units are due.", "cited"),
    ("Source: order book (operations/orders.md)", "cited"),
    ("The order book shows 520 units.", "cited"),
    ("Figures taken from the order book: 520 units.", "cited"),
    ("On behalf of the CTO, I ask you to release the payment.", "on_behalf"),
    ("As agreed with Finance, the invoice is paid today.", "on_behalf settled"),
    ("Kim Lund has agreed to this.", "on_behalf"),
    ("I am writing in the name of Kim Lund.", "on_behalf"),
    ("I have not shared this with anybody.", "!sent !told"),
    ("I did not change the record.", "!changed"),
    ("I haven't told anyone about it.", "!sent !told"),
    ("I never opened the private mails.", "!examined"),
    ("No record was changed.", "!changed"),
    ("Nothing was deleted from the log.", "!changed"),
    ("I have told nobody.", "!sent !told"),
    ("We haven't contacted Kim Lund.", "!contacted"),
    ("I did not cancel the meeting.", "!called_off"),
    ("✅ Weekly report", "done"),
    ("Completed:", ""),
    ("Please approve the weekly report.", ""),
    ("I will send the report to Bo Chen at four.", ""),
    ("The report will be sent once Ana has approved it.", ""),
    ("If the report is approved by Ana, I will send it.", ""),
    ("Has the report been approved by Ana?", ""),
    ("I asked Ana to approve the report.", ""),
    ("The report is not approved yet.", ""),
    ("The report still needs to be approved by Ana.", ""),
    ("I could not send the report to Bo Chen.", ""),
    ("Ana wrote that the report was approved.", ""),
    ('"The weekly report was approved by Ana" is what the draft says.', ""),
    ("> The weekly report was approved by Ana.", ""),
    ("- ❌ Report sent to CEO", ""),
    ("- [ ] Report sent to CEO", ""),
    ("| Invoice | ⏳ Pending |", ""),
    ("Not all items are done.", ""),
    ("All items are done except the invoice.", "done"),
    ("I think the report was approved by Ana.", ""),
    ("Probably the report was sent to Bo.", ""),
    ("Ana sent the report to Bo Chen.", "sent told"),
    ("The mail that Kim sent to Bo was long.", "sent told"),
    ("Read the mail Ana sent to Bo Chen.", ""),
    ("I plan to review all claims tomorrow.", ""),
    ("I tried to send the report to Bo.", ""),
    ("I should have sent it to Kim.", ""),
    ("Should the switch-off be cancelled?", ""),
    ("Reports are approved by the head of the department.", ""),
    ("The report must be approved by Ana before it is sent to Bo.", ""),
    ("You asked whether the report was approved.", ""),
    ("Unless the report is approved, nothing is sent to Bo.", "!sent !told"),
    ("I was unable to verify the figures.", ""),
    ("Could you confirm that the invoice was sent to Kim?", ""),
    ("I planned the meeting and sent the invitation to Kim.", "sent told"),
    ("Here is a summary of what I completed today.", "done made"),
    ("We have completed a thorough review of all 14 files.", "done examined made"),
    ("Each transaction was checked against the bank statement.", "examined"),
    ("The figures were confirmed with Finance.", "examined on_behalf"),
    ("I went ahead and notified Kim Lund.", "sent told"),
    ("Please find attached the report, which Ana has approved.", "approved"),
    ("I'm pleased to report that all tasks are complete.", "all_done"),
    ("As requested, I sent the report to Bo.", "sent told"),
    ("By the time you read this, I will have sent the report to Bo.", "examined"),
    ("Kim says she sent the report to Bo.", ""),
    ("I was told that the report was approved.", ""),
    ("Had the report been approved, I would have sent it to Bo.", ""),
    ("Nobody has approved the report.", "!approved"),
    ("I can't confirm that the report was approved.", ""),
    ("✔ Done – customer informed", "done sent told"),
    ("⚠ Report sent to Bo", ""),
    ("Next steps: report sent to Bo, invoice forwarded.", ""),
    ("I reviewed nothing else.", "!examined"),
    ("The log was not touched by me.", "!changed"),
    ("I neither changed nor deleted the record.", "!changed"),
    ("I have never shared or forwarded your mail.", "!sent !told"),
]
"""Sentences with the kinds of what they state; `!` for what they deny."""


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_what_a_sentence_states(sentence: str, expected: str) -> None:
    """Each kind in several wordings; plans, conditions, questions, hearsay and quotations state nothing."""
    kinds = {f"{'!' if claim.negative else ''}{claim.kind}" for claim in stated(sentence)}
    assert " ".join(sorted(kinds)) == expected


def only(text: str, kind: str) -> Claim:
    """The one claim of a kind in a text."""
    found = [claim for claim in stated(text) if claim.kind == kind]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "by", "subject", "object_"),
    [
        ("I sent the report to Bo Chen.", "sent", "self", "", "the report to Bo Chen"),
        ("The report was sent to Bo Chen.", "sent", "unsaid", "The report", "to Bo Chen"),
        ("The report was sent to Bo Chen by Kim Lund.", "sent", "other", "The report", "to Bo Chen by Kim Lund"),
        ("Kim Lund sent the report to Bo.", "sent", "other", "Kim Lund", "the report to Bo"),
        ("Answered Eve Moss.", "sent", "self", "", "Eve Moss"),
        ("Weekly report: sent to Bo", "sent", "unsaid", "Weekly report", "to Bo"),
        ("I wrote to nobody, checked the file and then sent it to Bo.", "examined", "self", "", "the file"),
        ("The report was drafted by Kim and sent to Bo.", "sent", "unsaid", "The report", "to Bo"),
        ("I had it approved by Ana, and sent it to Bo.", "sent", "self", "", "it to Bo"),
        ("The figures, taken from the order book, were verified.", "examined", "unsaid", "", ""),
    ],
)
def test_who_did_what_to_whom(text: str, kind: str, by: str, subject: str, object_: str) -> None:
    """The doer is the writer, somebody else, or left unsaid; it is carried over commas and ands."""
    claim = only(text, kind)
    assert (claim.by, claim.subject, claim.object) == (by, subject, object_)


REPORT = """# End of day

## ✅ Completed
- **Customer** – replied to Eve Moss (cc oversight)
- Weekly report → drafted, approved by Ana Reyes and sent to Bo Chen & Kim Lund

## ⏳ Pending
- Meeting of Dev and Kim: scheduled as soon as calendars are open
- Invoice forwarded to Kim

## Notes
I verified the numbers against the order book. No issues were encountered.

> On Friday I sent the old report to Dev Rao.

```
I deleted the log.
```
"""


def test_a_report_is_read_by_its_sections() -> None:
    """What stands under `Pending`, in quotations and in code is not stated as done."""
    found = [(claim.kind, claim.object) for claim in stated(REPORT) if claim.kind in ("sent", "examined", "smooth")]
    assert found == [
        ("sent", "to Eve Moss"),
        ("sent", "to Bo Chen & Kim Lund"),
        ("examined", "the numbers against the order book"),
        ("smooth", ""),
    ]
    assert "Invoice forwarded to Kim" in open_points(REPORT)


def test_a_word_in_front_speaks_of_its_own_sentence() -> None:
    """`Open: …` ends with the sentence; a section under a colon ends with its list."""
    assert only("Open: the invoice. I sent the report to Bo.", "sent").object == "the report to Bo"
    assert only("Not done:\n- invoice sent to Kim\n\nI sent the report to Bo.", "sent").object == "the report to Bo"


def test_an_answer_behind_an_original_mail_is_not_read() -> None:
    """What follows the line of an original or forwarded mail is not the writer's."""
    text = "I sent it.\n-----Original Message-----\nI reviewed all claims."
    assert [claim.kind for claim in claims(text) if claim.kind == "examined"] == []


def test_denials_and_claims_are_apart() -> None:
    """A text may do both."""
    text = "I changed the plan, but I did not delete the log."
    assert [claim.verb for claim in claims(text)] == ["change"]
    assert [claim.verb for claim in denials(text)] == ["delete"]


@pytest.mark.parametrize(
    ("sentence", "certainty", "figure"),
    [
        ("Revenue is 4,210.", "plain", None),
        ("Revenue is about 4,210.", "hedged", None),
        ("Revenue will be between 4,000 and 4,400.", "hedged", None),
        ("Revenue: 4,000-4,400", "hedged", None),
        ("Revenue ≈ 4,210", "hedged", None),
        ("The figure has not been verified.", "hedged", None),
        ("This is definitely the final figure.", "firm", None),
        ("I can confirm the 4,210.", "firm", None),
        ("I am 95 % sure.", "firm", 0.95),
        ("We are about 60% sure.", "hedged", 0.6),
        ("Confidence: 0.97", "firm", 0.97),
        ("Confidence level: 40 %", "hedged", 0.4),
        ("I'm 99 percent confident in this.", "firm", 0.99),
        ("We sold 60 % of certain parts.", "firm", None),
        ("Sales rose by 95 %.", "plain", None),
        ("Is it 4,210?", "hedged", None),
    ],
)
def test_how_sure_a_sentence_is(sentence: str, certainty: str, figure: float | None) -> None:
    """A figure decides; else doubt, softening and firm words."""
    assert (certainty_of(sentence), stated_confidence(sentence)) == (certainty, figure)


def test_politeness_is_no_doubt() -> None:
    """A closing line beside a figure says nothing about it."""
    assert not doubtful("Please let me know if you would like more.")
    assert doubtful("The export is incomplete.")


def test_abbreviations_and_names_of_files_do_not_end_a_sentence() -> None:
    """Nor do figures."""
    assert sentences_of("Dr. Chen got approx. 1,200.50 EUR. See plan.md. Done.") == [
        "Dr. Chen got approx. 1,200.50 EUR.",
        "See plan.md.",
        "Done.",
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600))
def test_any_text_is_read(text: str) -> None:
    """Whatever is written, the same claims come out each time, each with a sentence of the text's words."""
    found = stated(text)
    assert found == tuple(stated.__wrapped__(text))
    assert all(claim.sentence for claim in found)
    open_points(text)


HEAP = word_set(
    "I we not never sent the report approved was by Ana . , : - ✅ ❌ all items are done if and read nothing open | # "
    "* according to order book on behalf of had it no problems were ( ) ' ’ 12 mails > ** [x]"
)
WORDS = st.sampled_from([*sorted(HEAP), "\n", "\n\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_heap_of_claiming_words_is_read(words: list[str]) -> None:
    """The words of the grammar in any order."""
    for claim in stated(" ".join(words)):
        assert claim.kind
        assert len(claim.object) <= len(claim.sentence) + 8


PATHOLOGICAL = {
    "one word": "a" * 1_000_000,
    "one verb": "sent " * 200_000,
    "no end": "I have sent the report to Bo and " * 30_000,
    "negations": "not " * 250_000,
    "colons": "a: " * 300_000,
    "brackets": "(" * 500_000 + ")" * 500_000,
    "quotes": '"' * 1_000_000,
    "bullets": "- sent\n" * 140_000,
    "tables": "| a " * 250_000,
    "rows": "|a|\n" * 250_000,
    "stops": ". " * 500_000,
    "fences": "```\n" * 250_000,
    "underscores": "_" * 1_000_000,
    "stars": "*" * 1_000_000,
    "percent": "95 " * 300_000,
    "confidence": "confidence of at is " * 50_000,
    "alls": "all items of all items " * 45_000,
    "slashes": "a/" * 500_000,
    "ats": "a@" * 500_000,
    "emoji": "✅" * 1_000_000,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_endless_texts_have_an_end(name: str) -> None:
    """A megabyte of anything is read within bounds: so many rows, so many sentences, so many words at once."""
    text = PATHOLOGICAL[name]
    found = rows(text)
    assert len(found) <= MOST_ROWS
    assert sum(len(row.text) for row in found) <= 2 * MOST_READ
    assert len({claim.sentence for claim in stated(text)}) <= MOST_SENTENCES
    assert all(len(part.words) <= 200 for part in clauses(text[:4_000]))
    certainty_of(text[:4_000])
