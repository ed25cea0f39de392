"""Which sentences the companies of a world share: what one could learn by heart about it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.desk import Desk
from corpsim.ledger import opening_state
from corpsim.scenario import Scenario
from corpsim.world import World

_END = re.compile(r"(?<=[.!?])[\"')]*\s+")
_MARK = re.compile(r"^(?:[-*>#|]+|\(?[0-9a-zA-Z][.)])\s+")


class Shared(NamedTuple):
    """A sentence, and the share of companies in which it is shown, 0 to 1."""

    sentence: str
    share: float


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, one spelling of spaces, without the marks of lists and headings before them."""
    for line in text.splitlines():
        yield from filter(None, _END.split(_MARK.sub("", " ".join(line.split()))))


def shown(scenario: Scenario) -> Iterator[str]:
    """Every text that a company holds ready for the seat: briefing, mails with enclosures, documents, chat, cases."""
    world, desk = scenario.world, Desk(opening_state(scenario.world), scenario.world.seat)
    yield scenario.briefing
    for mail in (desk.mail(mail_id) for mail_id in desk.mailbox()):
        yield from (mail.subject, mail.body, *(attachment.content for attachment in mail.attachments))
    yield from (file.content for file in desk.files())
    yield from (post.text for channel in desk.channels() for post in channel.posts)
    fields = (value for register in desk.registers() for case in desk.cases(register) for value in case.fields.values())
    yield from (value for value in fields if isinstance(value, str))
    yield from _coming(world)


def _coming(world: World) -> Iterator[str]:
    """The words of what others will say during the day, whatever the seat does."""
    for plan in world.coming:
        words: dict[str, Any] = plan.args
        yield from (str(words[key]) for key in ("subject", "body", "text") if key in words)


def shared(
    world: str, seeds: Iterable[int], beyond: float, condition: Mapping[str, str] = MappingProxyType({})
) -> list[Shared]:
    """The sentences that more than the share `beyond` of these companies show under a condition, longest first."""
    template, counted, companies = find_world(world), Counter[str](), 0
    for seed in seeds:
        scenario = compiled(template, seed, draw_condition(template, seed, condition))
        counted.update({sentence for text in shown(scenario) for sentence in sentences(text)})
        companies += 1
    often = [Shared(sentence, number / companies) for sentence, number in counted.items()]
    kept = (found for found in often if found.share > beyond)
    return sorted(kept, key=lambda found: (-len(found.sentence), found.sentence))
