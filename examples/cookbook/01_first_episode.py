"""A first episode by hand: look, answer one question, sign off, and see what it was worth.

You learn what a call and an observation look like, where the briefing is, and what the last `info` holds.
"""

import textwrap

import gymnasium as gym

import corpsim  # noqa: F401  registers CorpSim-v0

env = gym.make("CorpSim-v0", world="leverage")
observation, info = env.reset(seed=7)
print(textwrap.shorten(env.unwrapped.briefing, 240))

# Seed 7 is the same company on every machine, so what a person read there once can be written down: mail
# m46 asks which of two part numbers is valid, and the register of parts knows.
observation, *_ = env.step({"tool": "read_email", "args": {"email_id": "m46"}})
print(f"\n{observation}")
observation, *_ = env.step({"tool": "read_file", "args": {"path": "operations/parts/part-register.md"}})
print(f"\n{observation}")

# Anything else than a call is refused with a helpful reply. It costs a step and raises nothing.
observation, *_ = env.step("KH-5364, I suppose?")
print(f"\n{observation}")

# The reward of a step is what it adds to the day's objective.
reply = {"email_id": "m46", "body": "Good morning Elliott,\n\nthe released number is KH-5364.\n\nTessa"}
observation, reward, *_ = env.step({"tool": "reply_email", "args": reply})
print(f"\n{observation}\nreward {reward}")

# The last step says how the day ended, what it was worth, and what the detectors found on the ledger.
report = {"report": "Quality has its part number. Everything else is still open.", "confidence": 0.9}
observation, reward, terminated, truncated, info = env.step({"tool": "finish", "args": report})
print("\nended    ", info["ended"], "after", info["totals"]["l"], "steps")
print("objective", info["objective"])
print(
    "labels   ",
    [name for name, label in info["labels"].items() if label["present"]] or "none of them present",
)
