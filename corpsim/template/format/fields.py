"""The kinds of values the files are made of: names that must exist, texts, conditions, times."""

import re
from collections.abc import Callable, Set
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)

from corpsim.errors import closest, quoted
from corpsim.template.format.complaint import Complaints, complaint, demand_text, index_of
from corpsim.template.index import BRIEF, DEED, DOSE, FREE, PROSE, Index
from corpsim.template.text import Text, parse_text

HABIT_WORDS = ("sender", "subject", "approver")
"""What habits fill in themselves, at the moment they act."""

MOST_MENTIONS = 500
"""Placeholders one text may have: what they stand for is long, and a text must stay a text."""

_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[A-Za-z0-9.-]{1,190}\.(?:example|test|invalid)")
_STAFF = re.compile(r"dept:(.+)#([1-9][0-9]{0,3})")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class Record(BaseModel):
    """Fields of a file: those named in the model, of exactly their types, and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


def _visible(value: str) -> str:
    if not value.isprintable():
        unseen = next(character for character in value if not character.isprintable())
        raise complaint(f"found the character U+{ord(unseen):04X}, which cannot be seen; a name has visible ones only")
    return value


Filled = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_visible)]
"""A name or a few words on one line."""

Named = Annotated[str, Field(max_length=200), AfterValidator(_visible)]
"""The same, or nothing."""


def _schema(description: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "description": description})


def _checked(check: Callable[[Index, str], str]) -> PlainValidator:
    """A text that `check` finds nothing wrong with."""

    def validate(value: Any, info: ValidationInfo) -> str:
        text = demand_text(value)
        index = index_of(info)
        wrong = check(index, text) if index is not None else ""
        if wrong:
            raise complaint(wrong)
        return text

    return PlainValidator(validate)


def _role(index: Index, name: str) -> str:
    return index.unknown("role", index.roles, name)


def _hint(wrong: str, hint: str) -> str:
    """A complaint with a hint, where no name came near."""
    return f"{wrong} {hint}" if wrong and "Did you mean" not in wrong else wrong


def _who(index: Index, name: str) -> str:
    staff = _STAFF.fullmatch(name)
    if staff:
        return index.unknown("department with staff", index.staffed, staff[1])
    wrong = _role(index, name)
    return _hint(wrong, "Staff is written dept:NAME#NUMBER.")


def _group(index: Index, name: str) -> str:
    if name == "everyone":
        return ""
    if name.startswith("dept:") and not _STAFF.fullmatch(name):
        return index.unknown("department", index.departments, name[5:])
    wrong = _who(index, name)
    if wrong and closest(name, ("everyone",)):
        return f"there is no role {quoted(name)}. Did you mean 'everyone'?"
    return _hint(wrong, "A group is dept:NAME or everyone.")


def _approver(index: Index, name: str) -> str:
    if name == "manager":
        return ""
    if name.startswith("head:"):
        return index.unknown("department", index.departments, name[5:])
    return _role(index, name)


def _superior(index: Index, name: str) -> str:
    if name.startswith("head:"):
        return index.unknown("department with staff", index.staffed, name[5:])
    return _role(index, name)


def _label(index: Index, name: str) -> str:
    return index.unknown_part("detectors", "label", name)


def _fact(index: Index, name: str) -> str:
    case, _, fact = name.partition(".")
    if not fact:
        return index.unknown("fact", index.facts, name)
    if case == "each":
        return ""
    wrong = index.unknown("case", index.cases.keys() if index.cases is not None else None, case)
    return wrong or _hint(
        index.unknown("fact", (index.drawn or {}).get(case), fact), "Only what is drawn for a case has spellings."
    )


def _case(index: Index, name: str) -> str:
    return (
        "" if name == "each" else index.unknown("case", index.cases.keys() if index.cases is not None else None, name)
    )


def _act(index: Index, name: str) -> str:
    wrong = index.unknown_part("acts", "act", name)
    return _hint(wrong, "A module beside the world may bring others.")


def share_path(index: Index, path: str) -> str:
    """What is wrong with a path of a document that need not exist yet, or empty."""
    share, _, name = path.partition("/")
    if not name or any(part in ("", ".", "..") for part in path.split("/")):
        return f"{quoted(path)} is no path of a document; write SHARE/NAME"
    return index.unknown("share", index.shares, share)


def _known(kind: str, names: Callable[[Index], Set[str] | None]) -> PlainValidator:
    return _checked(lambda index, name: index.unknown(kind, names(index), name))


Role = Annotated[str, _checked(_role), _schema("A role of people.yaml.")]
Who = Annotated[str, _checked(_who), _schema("A role, or dept:NAME#NUMBER for one of the staff.")]
Group = Annotated[str, _checked(_group), _schema("A role, dept:NAME#NUMBER, dept:NAME or everyone.")]
Approver = Annotated[str, _checked(_approver), _schema("A role, head:DEPARTMENT or manager.")]
Superior = Annotated[str, _checked(_superior), _schema("A role, or head:DEPARTMENT.")]
LabelName = Annotated[str, _checked(_label), WithJsonSchema({"type": "string", "x-part": "label"})]
ActName = Annotated[str, _checked(_act), WithJsonSchema({"type": "string", "x-part": "act"})]
PackageName = Annotated[
    str, _known("installed package", lambda i: i.supply.packages.keys()), _schema("An installed package.")
]
ApplicationName = Annotated[
    str, _known("application", lambda i: i.supply.applications.keys()), _schema("An application.")
]
MailKey = Annotated[str, _known("mail", lambda i: i.mails), _schema("A mail: the stem of its file.")]
ComingKey = Annotated[
    str, _known("mail of events.yaml", lambda i: i.coming), _schema("A mail of events.yaml: its key.")
]
MeetingKey = Annotated[str, _known("meeting", lambda i: i.meetings), _schema("A meeting of calendar.yaml.")]
FactName = Annotated[str, _checked(_fact), _schema("A fact of company.yaml, or CASE.NAME for one drawn for a case.")]
CaseName = Annotated[str, _checked(_case), _schema("A case, or `each` where a milestone goes through several.")]
RegisterName = Annotated[str, _known("register", lambda i: i.registers), _schema("A register: a file of registers/.")]
CaseGroup = Annotated[str, _known("case", lambda i: i.groups), _schema("A case, or a kind of cases, of registers/.")]
FilePath = Annotated[str, _known("file in shares/", lambda i: i.files), _schema("A file: its path below shares/.")]
SharePath = Annotated[str, _checked(share_path), _schema("A path that begins with a share; the file need not exist.")]
ShareName = Annotated[str, _known("share", lambda i: i.shares), _schema("A share of shares.yaml.")]
PolicyId = Annotated[str, _known("policy", lambda i: i.policies), _schema("The id of a policy of world.yaml.")]
Department = Annotated[str, _known("department", lambda i: i.departments), _schema("A department.")]
ChannelName = Annotated[str, _known("channel", lambda i: i.channels), _schema("A channel of chat.yaml.")]


def _key(value: Any) -> str:
    if not _KEY.fullmatch(demand_text(value)):
        raise complaint(
            f"found {quoted(value)}; a name here is made of letters, digits, '_' and '-', at most 64 of them"
        )
    return str(value)


Key = Annotated[str, PlainValidator(_key), WithJsonSchema({"type": "string", "pattern": f"^{_KEY.pattern}$"})]


def read_text(value: Any, index: Index | None, scope: Set[str], own: tuple[str, ...] = ()) -> Text:
    """A text with its placeholders checked. Raises all that is wrong with them at once."""
    cut = parse_text(demand_text(value), own)
    complaints = Complaints()
    if len(cut.mentions) > MOST_MENTIONS:
        complaints.add(f"{len(cut.mentions):,} placeholders in one text; at most {MOST_MENTIONS} make sense")
        complaints.settle()
    for offset, message in cut.faults:
        complaints.add(message, offset=offset)
    for mention in cut.mentions:
        wrong = index.misplaced(mention, scope) if index is not None else ""
        if wrong:
            complaints.add(wrong, offset=mention.offset)
    complaints.settle()
    return cut.text


def read_tree(value: Any, read: Callable[[str], Text], complaints: Complaints, *where: int | str) -> Any:
    """Lists and mappings with every text in them cut into pieces; texts in which nothing is filled in stay texts."""
    if isinstance(value, list):
        return [read_tree(item, read, complaints, *where, number) for number, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: read_tree(item, read, complaints, *where, key) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    text = complaints.attempt(lambda: read(value), *where)
    return text if text is not None and text.keys else text.literals[0] if text is not None else value


def _text(scope: Set[str]) -> PlainValidator:
    return PlainValidator(lambda value, info: read_text(value, index_of(info), scope))


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


_VARIANTS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}

Plain = Annotated[Text, _text(FREE), _schema("A text; {company.*}, {word.*}, {fact.*} and {date.*} are filled in.")]
Prose = Annotated[Text, _text(PROSE), _schema("A text with placeholders as {ROLE.first} or {fact.NAME}.")]
Deed = Annotated[Text, _text(DEED), _schema("A text with placeholders, also {mail.KEY} and {meeting.KEY}.")]
Brief = Annotated[Text, _text(BRIEF), _schema("A text with placeholders, also {factor.NAME}.")]
Dosed = Annotated[Text, _text(DOSE), _schema("A text with placeholders, also {dose.percent}.")]
Wording = Annotated[Text, _text(PROSE - {"phrase"}), _schema("A text with placeholders, but no phrases.")]

Proses = Annotated[list[Prose], BeforeValidator(_as_list), Field(min_length=1), WithJsonSchema(_VARIANTS)]
Deeds = Annotated[list[Deed], BeforeValidator(_as_list), Field(min_length=1), WithJsonSchema(_VARIANTS)]
Briefs = Annotated[list[Brief], BeforeValidator(_as_list), Field(min_length=1), WithJsonSchema(_VARIANTS)]


def read_address(value: Any, index: Index | None) -> str | Text:
    """A role, one of the staff, a list, or a foreign address, which may have placeholders."""
    name = demand_text(value)
    if "@" in name:
        if "{" not in name and not _ADDRESS.fullmatch(name):
            raise complaint(f"{quoted(name)} is no address outside; its domain must end in .example, .test or .invalid")
        return read_text(name, index, DEED)
    if index is None or index.lists is None or name in index.lists:
        return name
    if _who(index, name):
        known = {*index.lists, *(index.roles or ())}
        wrong = f"there is no role or list {quoted(name)}.{index.near('address', name, known)}"
        raise complaint(_hint(wrong, "Staff is written dept:NAME#NUMBER."))
    return name


Address = Annotated[
    str | Text,
    PlainValidator(lambda value, info: read_address(value, index_of(info))),
    _schema("A role, dept:NAME#NUMBER, a list, or an address outside the company."),
]
