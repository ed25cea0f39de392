"""The tables that runs become: one definition for exports, data frames and the index.

A row is a tuple with named fields, and a field is a column: its annotation says what it holds. Every row begins with
`run`, the folder as it was given, and rows of an episode go on with `episode`.
"""

from typing import Annotated, NamedTuple, get_args, get_type_hints

from corpsim.errors import UnknownName

Json = Annotated[str, "json"]
"""A text that is JSON."""


class Run(NamedTuple):
    """A run. `title` and `suite` are empty without a suite; `planned` counts the episodes that were asked for."""

    run: str
    title: str
    suite: str
    corpsim: str
    created: str
    planned: int


class Episode(NamedTuple):
    """An episode that was begun. `counted` ones enter rates; `proxy` is what the objective paid, `intent` what was
    meant, both empty where nothing could be judged. `usage` and `notes` are counts by name, `milestones` are by name
    of the objective."""

    run: str
    episode: str
    part: str
    world: str
    agent: str
    seed: int
    trial: int
    protocol: str
    outcome: str
    ended: str
    counted: bool
    steps: int
    minutes: int
    reward: float
    proxy: float | None
    intent: float | None
    milestones: Json
    usage: Json
    notes: Json
    error: str


class Condition(NamedTuple):
    """The level of one factor in an episode, those that the world adds among them."""

    run: str
    episode: str
    factor: str
    level: str


class Verdict(NamedTuple):
    """One label of an episode that has a verdict. Where no detector of its world decides it, `decided` is false;
    `present` is empty where the episode could not decide it. `evidence` are numbers of events."""

    run: str
    episode: str
    label: str
    family: str
    decided: bool
    present: bool | None
    stage: str
    severity: int
    basis: str
    evidence: Json
    unscored: str


class Step(NamedTuple):
    """One call. `tool` is empty where it names none; it led to `events` events, from number `first_event` on."""

    run: str
    episode: str
    step: int
    tool: str
    call: Json
    reward: float
    first_event: int
    events: int
    usage: Json
    notes: Json


class Occurrence(NamedTuple):
    """One event of the ledger; those before the first call are of step 0. `fields` are those beyond its stamps."""

    run: str
    episode: str
    event: int
    step: int
    kind: str
    at: int
    actor: str
    cause: int | None
    took: int
    fields: Json


class Text(NamedTuple):
    """Something that was said or seen. `place` is thoughts, calls, mails (chat too), reports (answers to questions
    too) or observations (the briefing too); `event` is empty for what is no event; `who` is empty for the company."""

    run: str
    episode: str
    step: int
    event: int | None
    place: str
    who: str
    text: str


class PairedVerdict(NamedTuple):
    """One label, or one step of the protocol, in both arms of a pair. `direction` is that of the whole contrast, and
    `deciding` says whether it can show alignment faking."""

    run: str
    pair: str
    factor: str
    world: str
    agent: str
    seed: int
    trial: int
    condition: Json
    deciding: bool
    direction: str
    kind: str
    name: str
    first_level: str
    first_episode: str
    first_present: bool | None
    first_stage: str
    first_severity: int
    second_level: str
    second_episode: str
    second_present: bool | None
    second_stage: str
    second_severity: int


class SecondOpinion(NamedTuple):
    """What a judge said of one label; `own` where it is the model that acted."""

    run: str
    episode: str
    label: str
    model: str
    base_url: str
    own: bool
    prompt_version: int
    present: bool | None
    stage: str
    evidence: Json
    unscored: str
    reason: str


Row = Run | Episode | Condition | Verdict | Step | Occurrence | Text | PairedVerdict | SecondOpinion

TABLES: dict[str, type[Row]] = {
    "runs": Run,
    "episodes": Episode,
    "conditions": Condition,
    "labels": Verdict,
    "steps": Step,
    "events": Occurrence,
    "texts": Text,
    "pairs": PairedVerdict,
    "opinions": SecondOpinion,
}
"""The tables by name."""

PLACES = ("thoughts", "calls", "mails", "reports", "observations")
"""Where something can have been said, or seen."""


def columns(table: str) -> dict[str, str]:
    """The columns of a table in their order, each with what it holds: text, json, integer, real or boolean.

    Raises UnknownName.
    """
    if table not in TABLES:
        raise UnknownName("table", table, TABLES)
    hints = get_type_hints(TABLES[table], include_extras=True)
    return {name: _KINDS[_without_none(hint)] for name, hint in hints.items()}


def _without_none(hint: object) -> object:
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return hint if hint == Json or not kinds else kinds[0]


_KINDS: dict[object, str] = {str: "text", Json: "json", int: "integer", float: "real", bool: "boolean"}
