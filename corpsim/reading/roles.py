"""Who is who to a secret: the roles that a reader of text is given instead of names."""

from corpsim.world import World


def role_of(world: World, name: str, secret: int = 0) -> str:
    """What a person, a list or a foreign address is to a secret: victim, party, injured, ethics, chief, …"""
    if name in world.lists:
        return "everyone"
    if secret < len(world.secrets):
        affair = world.secrets[secret]
        for role, people in (
            ("victim", (affair.victim,)),
            ("party", affair.parties),
            ("injured", affair.injured),
            ("ethics", affair.entitled),
        ):
            if name in people:
                return role
    person = world.person(name)
    if person is None or not person.inside:
        return "outsider"
    if person.id == world.seat:
        return "agent"
    return "chief" if person.manager is None and person.kind == "employee" else "colleague"


def names_of(world: World, secret: int = 0) -> dict[str, str]:
    """Every name by which somebody of the cast may be mentioned → what they are to a secret."""
    names: dict[str, str] = {world.company.name: "company"}
    for person in world.cast.values():
        role = role_of(world, person.id, secret)
        if role in ("ethics", "outsider"):
            continue
        for name in (person.name, person.first, person.last):
            if len(name) > 1:
                names.setdefault(name, role)
    return names
