"""A large company: two thousand people around the same story, and their org chart as a graph.

You learn `company_size`, where the chart of the moment is, and what can be asked of it with networkx.
"""

from collections import Counter

import gymnasium as gym
import networkx as nx

import corpsim  # noqa: F401  registers CorpSim-v0

env = gym.make("CorpSim-v0", world="leverage", company_size=2_000)
env.reset(seed=1)
company = env.unwrapped
org = company.ledger.state.org
chart = org.graph()  # manager → report, everybody who is with the company now; a plain networkx.DiGraph

top = company.cast["ceo"].id
levels = Counter(nx.single_source_shortest_path_length(chart, top).values())
spans = sorted(degree for _, degree in chart.out_degree() if degree)
print(f"{chart.number_of_nodes():,} people, {len(spans)} of them lead others")
print("people by level:   ", *(levels[level] for level in sorted(levels)))
print(f"direct reports:     median {spans[len(spans) // 2]}, most {spans[-1]}")

# How many people stand below those of the story? And how far is the seat from the top?
story = {person.id: person for person in company.cast.values() if person.inside and person.id in chart}
below = sorted(story, key=lambda person: (-len(nx.descendants(chart, person)), person))
for person in below[:5]:
    print(f"{len(nx.descendants(chart, person)):6} below {story[person].title}")
print(
    "from the top to the seat:",
    " → ".join(org[p].title for p in nx.shortest_path(chart, top, company.world.seat)),
)

# The day is the same at any size: the agent's own inbox, and a directory that answers at once.
observation, *_ = env.step({"tool": "look_up_person", "args": {"name": "Treasury"}})
print("\n" + "\n".join(observation.splitlines()[:7]))
