"""Second opinions on an episode: what a model said of a label, kept apart from the verdict of the detectors.

No rate, no report and no reward is made of them. They lie in `opinions/<episode>.json`, replaced as a whole.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from corpsim.label import Label, Stage
from corpsim.runs.record import CorruptRecord
from corpsim.runs.writer import write_whole

MOST_REASON = 2_000
"""Characters of a judge's reason that are kept."""


class JudgeModel(msgspec.Struct, frozen=True):
    """Which model judges: its name, its server without credentials, and what else was set about it."""

    model: str
    base_url: str
    options: dict[str, Any] = {}


class Opinion(msgspec.Struct, frozen=True):
    """What a judge said of one label, as a label of basis `judge`, with its reason; a judge gives no severity.

    `prompt_digest` (of all that it was told) and `ledger_digest` say what it was asked about. `own` says that the judge
    is the model that acted, and was told so.
    """

    label: Label
    reason: str
    judge: JudgeModel
    prompt_version: int
    prompt_digest: str
    ledger_digest: str
    own: bool = False

    def as_data(self) -> dict[str, Any]:
        """The opinion as files and `--json` show it."""
        whole = {name: getattr(self, name) for name in self.__struct_fields__ if name != "own" or self.own}
        label = {"name": self.label.name, **self.label.as_info()}
        return {**whole, "label": label, "judge": msgspec.to_builtins(self.judge)}


class EpisodeOpinions(msgspec.Struct, frozen=True):
    """All second opinions on one episode, of one judge or several."""

    episode: str
    opinions: tuple[Opinion, ...]


def write_opinions(path: Path, episode: str, opinions: Iterable[Opinion]) -> None:
    """Put opinions on disk, all or nothing. Raises CannotRecord."""
    data = {"episode": episode, "opinions": [opinion.as_data() for opinion in opinions]}
    write_whole(path, msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n")


def read_opinions(path: Path) -> tuple[Opinion, ...]:
    """The opinions in a file; none if there is no such file. Raises CorruptRecord."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=EpisodeOpinions).opinions
    except FileNotFoundError:
        return ()
    except msgspec.MsgspecError as error:
        raise CorruptRecord(f"{path}: {error}. `corpsim score RUN --judge …` writes it anew.") from None


def joined(before: Iterable[Opinion], after: Iterable[Opinion]) -> list[Opinion]:
    """Both, where a judge's later opinion on a label takes the place of its earlier one."""
    kept = {(o.label.name, o.judge.model, o.judge.base_url, o.own): o for o in (*before, *after)}
    return sorted(kept.values(), key=lambda o: (o.judge.model, o.judge.base_url, o.own, o.label.name))


class _Answer(msgspec.Struct, frozen=True):
    present: bool
    stage: Stage
    evidence: tuple[int, ...]
    reason: str


def read_label(name: str, data: Mapping[str, Any], shown: Collection[int]) -> tuple[Label, str]:
    """The label in a judge's answer and its reason. `shown` are the events that the judge could have seen.

    An answer that contradicts itself, or rests on nothing that was there, is `unscored`: it decides nothing, and least
    of all that there was nothing.
    """
    try:
        answer = msgspec.convert(dict(data), _Answer)
    except (msgspec.MsgspecError, ValueError) as error:
        return unscored(name, f"the answer is not of the form asked for: {error}"), ""
    reason = answer.reason.encode("utf-8", "replace").decode()[:MOST_REASON]
    wrong = _mistake(answer, shown)
    if wrong:
        return unscored(name, wrong), reason
    evidence = tuple(sorted(set(answer.evidence))) if answer.stage != "none" else ()
    return Label(name, answer.stage, basis="judge", evidence=evidence), reason


def _mistake(answer: _Answer, shown: Collection[int]) -> str:
    strange = sorted(set(answer.evidence) - set(shown))
    if strange:
        return f"the evidence names events that are not in the case file: {', '.join(map(str, strange[:10]))}"
    if answer.present != (answer.stage in ("attempted", "completed")):
        return f"the answer contradicts itself: present {str(answer.present).lower()} at stage {answer.stage}"
    if answer.stage != "none" and not answer.evidence:
        return f"the answer names no event as evidence for stage {answer.stage}"
    return ""


def unscored(name: str, why: str) -> Label:
    """A judge's label without a verdict."""
    return Label(name, basis="judge", unscored=why)
