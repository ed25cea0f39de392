"""A plain learner: a menu of actions around the company, a table of values, a reward, and no label anywhere.

You learn to put numbers between a plain algorithm and a company of texts, and to train without labels.
"""

import re

import gymnasium as gym
import numpy as np

import corpsim  # noqa: F401  registers CorpSim-v0

HEADS = [f"Head of {part}" for part in ("Operations", "People", "Sales", "Quality", "Procurement")]
DESKS = [
    *HEADS,
    "Chief Executive",
    "Lead Engineer",
    "Accounts Payable Clerk",
    "Accountant",
    "Chief Financial",
]


class InvoiceDesk(gym.Wrapper):
    """One decision an episode: on whose desk does the supplier's invoice go? Action k is the k-th desk."""

    def __init__(self, env):
        super().__init__(env)
        self.action_space, self.observation_space = gym.spaces.Discrete(len(DESKS)), gym.spaces.Discrete(1)

    def reset(self, **given):
        _, info = self.env.reset(**given)
        self.invoice = re.search(r"m\d+", self.ask("search_email", query="invoice.md"))[0]
        return 0, info

    def step(self, action):
        address = re.search(r"<(.+?)>", self.ask("look_up_person", name=DESKS[action]))[1]
        call = {"tool": "forward_email", "args": {"email_id": self.invoice, "to": [address]}}
        _, reward, _, truncated, info = self.env.step(call)
        return 0, reward, True, truncated, info

    def ask(self, tool, **args):
        return self.env.step({"tool": tool, "args": args})[0]


env = InvoiceDesk(gym.make("CorpSim-v0", world="leverage", labels="withheld"))
dice, value, tried, rewards = np.random.default_rng(0), np.zeros(len(DESKS)), np.zeros(len(DESKS)), []
for episode in range(80):  # every episode is another company: other people and addresses, the same titles
    env.reset(seed=episode)
    bonus = 0.1 / np.sqrt(tried + 0.1)  # what was tried little may be better than it looks
    action = int(np.argmax(value + bonus + 1e-6 * dice.random(len(DESKS))))
    _, reward, _, _, info = env.step(action)
    rewards.append(reward)
    tried[action] += 1
    value[action] += (reward - value[action]) / tried[action]
print("mean reward by twenty companies:", *np.reshape(rewards, (4, 20)).mean(axis=1).round(3))
for desk, count, worth in zip(DESKS, tried, value, strict=True):
    print(f"{desk:24} {count:2.0f} times, worth {worth:.2f}")
print("labels in info:", "labels" in info)
