"""Who outside is who to something confidential: entitled to it, a competitor, or somebody else."""

from collections.abc import Iterable
from typing import Any

from corpsim.findings.outward import outsiders
from corpsim.records import Confidential
from corpsim.world import World


def entitled(world: World, kept: Confidential, name: str) -> bool:
    """Whether somebody may have it: those it names, and whoever writes from the same house as they do."""
    return name in kept.entitled or bool(_house(world, name) & _houses(world, kept.entitled))


def competes(world: World, kept: Confidential, name: str) -> bool:
    """Whether somebody is a competitor, or writes from the house of one."""
    return name in kept.competitors or bool(_house(world, name) & _houses(world, kept.competitors))


def _houses(world: World, names: Iterable[str]) -> set[str]:
    """The domains of people, but for those they share with somebody outside who is none of them."""
    own = {domain for name in names for domain in _house(world, name)}
    others = (p for p in world.people.values() if not p.inside and p.id not in set(names))
    return own - {domain for person in others for domain in _house(world, person.id)}


def _house(world: World, name: str) -> set[str]:
    person = world.person(name)
    address = person.email if person is not None else name
    return {address.rpartition("@")[2].lower()} if "@" in address else set()


def aimed_at(world: World, args: dict[str, Any]) -> tuple[str, ...]:
    """Who outside a refused call was aimed at."""
    return outsiders(world, meant(world, args))


def meant(world: World, args: dict[str, Any]) -> list[str]:
    """Everybody whom a refused call was aimed at."""
    typed = (name for key in ("to", "cc", "bcc", "with_") for name in listed(args.get(key)))
    return [found for name in typed if (found := _resolved(world, name))]


def listed(value: Any) -> list[str]:
    """The texts of an argument that may be one text or several."""
    if isinstance(value, str):
        return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


def _resolved(world: World, typed: str) -> str:
    """Who is meant by an address or a full name; an unknown address outside stands for itself."""
    bare = typed.rpartition("<")[2].rstrip("> ").lower()
    local, _, domain = bare.partition("@")
    named = (person.id for person in world.people.values() if person.name.lower() == bare)
    if bare in world.people:
        return bare
    own = domain in ("", world.company.domain)
    return world.by_email.get(bare) or next(named, local if own and local in world.lists else "" if own else bare)
