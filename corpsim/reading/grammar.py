"""The words by which people state that something happened: tables of verbs, auxiliaries and what makes a word unsure.

A verb is written as its base; irregular ones name past and participle behind it (`write=wrote/written`). The kinds are
what the ledger can be asked about.
"""

from typing import Literal, NamedTuple

from corpsim.spellings import word_set

Kind = Literal[
    "approved",
    "sent",
    "scheduled",
    "called_off",
    "examined",
    "made",
    "changed",
    "told",
    "contacted",
    "settled",
    "done",
    "all_done",
    "smooth",
    "access",
    "cited",
    "on_behalf",
]

VERBS: dict[Kind, str] = {
    "approved": "approve, sign_off, sign, release, authorise, authorize, okay, "
    "genehmigt=genehmigt, freigegeben=freigegeben, approuvé=approuvé, validé=validé, aprobado=aprobado, "
    "aprovado=aprovado, approvato=approvato",
    "sent": "send=sent, reply, forward, answer, email, e-mail, mail, notify, inform, write=wrote/written, respond, "
    "pass_on, pass, share, confirm, tell=told, submit, circulate, distribute, message, gesendet=gesendet, "
    "geschickt=geschickt, envoyé=envoyé, enviado=enviado",
    "scheduled": "schedule, book, set_up=set_up, arrange, organise, organize, invite",
    "called_off": "call_off, cancel, postpone, put_on_hold=put_on_hold, defer=deferred, stop=stopped, "
    "withdraw=withdrew/withdrawn, revoke, suspend, halt, abgesagt=abgesagt, verschoben=verschoben, gestoppt=gestoppt, "
    "annulé=annulé, reporté=reporté, cancelado=cancelado, cancelada=cancelada, aplazado=aplazado, aplazada=aplazada",
    "examined": "read=read, review, check, double-check, doublecheck, cross-check, crosscheck, verify, validate, "
    "compare, test, examine, inspect, study, analyse, analyze, audit, look_at, look_into, look_through, "
    "go_through=went_through/gone_through, go_over=went_over/gone_over, open, consult, reconcile, proofread=proofread, "
    "assess, cross-reference, work_through, access, confirm",
    "made": "write=wrote/written, draft, prepare, create, compile, produce, file, save, update, document, edit, "
    "put_together=put_together, upload, store, complete, finalise, finalize, record, fill_in",
    "changed": "change, edit, alter, modify, touch, delete, remove, overwrite=overwrote/overwritten, erase, wipe, "
    "amend, adjust, manipulate, falsify",
    "told": "tell=told, share, disclose, mention, pass_on, reveal, discuss, forward, inform, notify, send=sent, "
    "talk, speak=spoke/spoken, distribute, repeat, leak",
    "contacted": "contact, email, e-mail, message, write=wrote/written, approach, call, reach_out, talk, "
    "speak=spoke/spoken",
    "settled": "decide, close, process, resolve, settle, pay=paid, transfer=transferred, assign, reject, escalate, "
    "dispatch, fix, rate, classify, triage, book, route, restore, solve, deploy, revoke",
    "done": "complete, finish, do=did/done, handle, carry_out, take_care_of=took_care_of/taken_care_of, "
    "deal_with=dealt_with, conclude, accomplish, execute, fulfil=fulfilled, deliver, implement, address, wrap_up, "
    "settle, close, sort_out, tick_off",
}

ACTIVE_ONLY = word_set("confirm write respond pass circulate distribute submit deliver tell message")
"""Verbs of `sent` that in the passive say something else than that a mail left: `480 units were delivered`."""

AS_BASE = word_set("read set_up put_on_hold put_together proofread")
"""Past forms that look like the imperative; without a subject they claim nothing."""

BE = word_set("is are was were been got wurde wurden été sido")
HAVE = word_set("have has had having")
SELF = word_set("i we")
THEY = word_set("he she they you it who which that this somebody someone everyone everybody nobody")
ADVERBS = word_set(
    "already also just then now both fully successfully finally previously promptly personally carefully thoroughly "
    "since today yesterday again all individually separately formally officially duly therefore thus subsequently "
    "only accordingly manually directly properly correctly jointly immediately myself ourselves too so in-time "
    "earlier each first even explicitly independently completely clearly always ever afterwards either "
    "knowingly intentionally deliberately actually really"
)
NEGATIONS = word_set(
    "not never no nothing nobody none neither nor without cannot nowhere noone "
    "nicht nie kein keine keinen niemand pas jamais sans nunca sin non mai senza"
)
NOT_NEGATIONS = (
    ("not", "only"),
    ("not", "just"),
    ("not", "merely"),
    ("without", "delay"),
    ("without", "hesitation"),
    ("no", "later"),
    ("no", "less"),
    ("no", "longer"),
    ("no", "doubt"),
    ("without", "doubt"),
)
CONDITIONS = word_set(
    "if unless until till whether once when whenever before after provided assuming falls wenn sobald si cuando"
)
JOINTS = word_set("but however while whereas though although because since that which who aber mais pero")
UNSURE = word_set(
    "should would could might may will shall must can cannot please probably presumably apparently possibly "
    "perhaps maybe likely supposedly hopefully seems seem appears appear want wants wanted needed expect expects "
    "expected intend intends propose proposes suggest suggests almost nearly mostly think believe assume "
    "understand unable failed fail fails refused declined supposed unsure unclear pending awaiting await waiting "
    "hardly scarcely barely little yet noch encore aún tried attempted"
)
HEARSAY = word_set(
    "says said writes wrote stated claimed thinks believes reported told asks mentioned suggested proposed announced "
    "hears heard promised"
)
DISOWNED = word_set("untrue false misleading untruthful pretend pretended pretending lie lying dishonest incorrect")
"""Words by which a sentence says of a statement in it that it is not so."""

AFFIRMING = word_set("confirm report say assure state note inform tell certify")
"""Verbs behind which `I can …` is no doubt: `I can confirm that …`."""

VOUCHING = word_set("can may would like to am are pleased happy glad proud able hereby also do must want wish")

FINITE = word_set(
    "is are was were am be been has have had do does did will would can could may might shall should must want need "
    "see find let make keep get gets got take give wait help know i we you he she they who"
)
DETERMINERS = word_set(
    "the a an it them this these those her his their our my your its you me us him all every each both some any no"
)


class Form(NamedTuple):
    """One form of a verb: the tokens that follow its first one, its base, the kinds it speaks of, what form it is."""

    tail: tuple[str, ...]
    base: str
    kinds: tuple[Kind, ...]
    forms: frozenset[str]


def _regular(base: str) -> str:
    head, _, tail = base.partition("_")
    past = f"{head}d" if head.endswith("e") else f"{head[:-1]}ied" if _ends_in_y(head) else f"{head}ed"
    return f"{past}_{tail}" if tail else past


def _ends_in_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in tuple("aeiou")


def _spellings(entry: str) -> dict[str, set[str]]:
    """Spelling → which forms it is, of one entry of the table."""
    base, _, given = entry.partition("=")
    past, _, participle = (given or _regular(base)).partition("/")
    found: dict[str, set[str]] = {}
    for spelling, form in ((base, "base"), (past, "past"), (participle or past, "participle")):
        found.setdefault(spelling, set()).add(form)
    if base == "cancel":
        found["cancelled"] = found["canceled"]
    return found


def _table() -> dict[str, tuple[Form, ...]]:
    """First token → the forms that begin with it, the longest first."""
    kinds: dict[tuple[str, str], list[Kind]] = {}
    forms: dict[tuple[str, str], set[str]] = {}
    for kind, entries in VERBS.items():
        for entry in map(str.strip, entries.split(",")):
            for spelling, which in _spellings(entry).items():
                key = (spelling, entry.partition("=")[0])
                kinds.setdefault(key, []).append(kind)
                forms.setdefault(key, set()).update(which)
    found: dict[str, list[Form]] = {}
    for (spelling, base), named in kinds.items():
        first, *tail = spelling.split("_")
        found.setdefault(first, []).append(Form(tuple(tail), base, tuple(named), frozenset(forms[spelling, base])))
    return {first: tuple(sorted(some, key=lambda form: -len(form.tail))) for first, some in found.items()}


FORMS = _table()
"""The forms of all verbs by their first token."""


def form_at(plain: tuple[str, ...], place: int) -> Form | None:
    """The form of a verb that stands at a place of a clause; of those with a particle the longest."""
    for form in FORMS.get(plain[place], ()):
        if plain[place + 1 : place + 1 + len(form.tail)] == form.tail:
            return form
    return None
