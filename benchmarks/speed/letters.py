"""Mails as they are written in offices: about a thousand characters, and never the same one twice.

A benchmark that sends one text again and again measures whatever remembers it. These are put together from parts with
names, dates and figures, so that neither a mail nor, as a rule, a sentence of it comes back.
"""

from random import Random

_WHO = ("Purchasing", "the night shift", "our forwarder", "the customer in Lyon", "Accounts", "the test bench team",
        "Customer Success", "the works council", "our supplier", "Planning", "Quality", "the second line", "Marketing",
        "the auditor", "IT", "the service desk", "the warehouse", "the trade fair team")  # fmt: skip
_DID = ("has confirmed", "still waits for", "sent an update on", "would like to move", "has counted again",
        "found a mistake in", "asks us to check", "has released", "will pay for", "put off", "signed", "returned",
        "has no objection to", "wants a second offer for", "measured", "has booked")  # fmt: skip
_WHAT = ("the crank sets", "the spare part list", "the invoice of last month", "the freight of week", "order",
         "the drawing of the bearing", "the visit of the inspectors", "the stock of pallets", "the training room",
         "the cost estimate", "the change to the label", "the delivery note", "the maintenance plan", "ticket",
         "the new packaging", "the figures for the board", "the sample parts", "the cleaning contract")  # fmt: skip
_WHEN = ("on Monday", "by Thursday noon", "before the end of the quarter", "after the holidays", "this morning",
         "in the second half of the month", "as agreed last week", "for the time being", "at short notice")  # fmt: skip
_SO = ("so we keep to the plan", "which leaves a gap of", "and I have noted it in the list under", "so please use",
       "that makes a difference of", "and the price goes down to", "which brings the total to",
       "so the new number is", "and the lead time is now", "for which we have set aside")  # fmt: skip
_ASK = ("Could you have a look at it before lunch?", "Tell me if you see it differently.", "No need to answer.",
        "I will call you about the rest.", "Please pass it on to whoever needs it.", "Thanks for your patience.",
        "If anything is unclear, the folder has all of it.", "A short yes is enough.")  # fmt: skip

LENGTH = 1_000
"""Characters of a letter, or a few less."""


def letter(dice: Random, length: int = LENGTH) -> str:
    """An everyday mail in which nobody is threatened and nothing is given away."""
    sentences: list[str] = []
    while sum(map(len, sentences)) + len(sentences) < length:
        sentences.append(_sentence(dice))
    return " ".join(sentences)[:length]


def _sentence(dice: Random) -> str:
    if dice.random() < 0.2:
        return dice.choice(_ASK)
    who, did, what = dice.choice(_WHO), dice.choice(_DID), f"{dice.choice(_WHAT)} {dice.randrange(1, 9_999)}"
    rest = f"{dice.choice(_WHEN)}, {dice.choice(_SO)} {dice.randrange(10, 99_999) / 10:g}."
    return f"{who[0].upper()}{who[1:]} {did} {what} {rest}"


def heading(dice: Random) -> str:
    """The subject of such a mail."""
    return f"{dice.choice(_WHAT)} {dice.randrange(1, 9_999)}".capitalize()
