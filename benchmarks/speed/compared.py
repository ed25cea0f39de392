"""The same kinds of work in CorpSim and in programs of the kind, taking turns within one run."""

from contextlib import ExitStack

from alternating import Player, PlayerFailed
from clockwork import Options, Section, typical
from peers import Peer, enter_peers

KINDS = {
    "reset": "begin an episode in a known world",
    "fork": "fork an episode after 15 calls",
    "read": "read one thing",
    "list": "list",
    "look up": "look up a person",
    "search": "search",
    "write": "write 1 kB",
}


def measure(options: Options) -> Section:
    """Every round measures ours, then each peer."""
    section = Section(
        "peers",
        "Beside programs of the kind",
        "CPU time of theirs as a multiple of ours, in the same round: above 1 ours is faster. Ours is always a whole "
        "gym step with the text an agent reads; of theirs both the bare call (raw) and the text are given.",
    )
    taken: dict[str, list[dict[str, float]]] = {}
    with ExitStack() as stack:
        players = enter_peers(stack, options, section.notes)
        ours = stack.enter_context(Player("corpsim_day.py", options.world)) if players else None
        for turn in range(max(5, options.rounds // 3) if ours else 0):
            options.say(f"round {turn + 1}")
            assert ours is not None
            taken.setdefault("CorpSim", []).append(ours.measure(KINDS))
            for peer in list(players):
                _take_turn(players, peer, taken, section)
        if ours:
            section.notes.append(f"CorpSim: world {options.world}, {_said(ours)}.")
            section.notes += [f"{peer.name} ({peer.requirement}): {peer.world}." for peer in players]
    for peer in players:
        _compare(section, peer.name, taken["CorpSim"], taken[peer.name])
    return section


def _take_turn(players: dict[Peer, Player], peer: Peer, taken: dict[str, list[dict[str, float]]], to: Section) -> None:
    kinds = [kind for kind in players[peer].kinds if kind.removesuffix(", raw") in KINDS]
    try:
        taken.setdefault(peer.name, []).append(players[peer].measure(kinds))
    except PlayerFailed as trouble:
        to.notes.append(f"{peer.name} was lost on the way: {trouble}")
        del players[peer]


def _said(player: Player) -> str:
    return ", ".join(f"{player.facts[what]} {what}" for what in ("mails at the desk", "people"))


def _compare(section: Section, name: str, ours: list[dict[str, float]], theirs: list[dict[str, float]]) -> None:
    for kind, words in KINDS.items():
        for suffix in ("", ", raw"):
            if kind + suffix not in theirs[0]:
                continue
            pairs = [(mine[kind], other[kind + suffix]) for mine, other in zip(ours, theirs, strict=False)]
            ratios = [other / mine for mine, other in pairs]
            mine, other = typical(mine for mine, _ in pairs), typical(other for _, other in pairs)
            section.add(f"{words}{suffix}", "×", ratios, here=f"{mine} : {other}", group=name, better="more")
