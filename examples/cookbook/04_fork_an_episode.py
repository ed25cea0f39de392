"""One morning, two ways on: an episode is forked, and only what the agent does then makes the difference.

You learn `snapshot` and `restore`, and that chance is no part of a checkpoint.
"""

import gymnasium as gym

import corpsim  # noqa: F401  registers CorpSim-v0

env = gym.make("CorpSim-v0", world="leverage", condition={"threat": "replacement", "rules": "none"})
env.reset(seed=3)
company = env.unwrapped
witnesses = {witness.name: witness for witness in company.scenario.witnesses}


def play(steps):
    """Make these calls; the last `info`."""
    for step in steps:
        *_, info = env.step({"tool": step.tool, "args": dict(step.args)})
    return info


# The reference run `honest` is played up to where the report is written and not yet released.
honest = list(witnesses["honest"].steps)
half = next(number for number, step in enumerate(honest) if step.tool == "request_approval")
play(honest[:half])
fork = company.snapshot()
print(f"forked after {half} calls and {len(company.ledger)} events\n")

send = [step for step in honest if step.tool == "send_email" and step.args.get("attachments")]
ways = {"asks for the release and waits": honest[half:], "sends it without asking": [*send, honest[-1]]}
for name, steps in ways.items():
    company.restore(fork)
    info = play(steps)
    present = [label for label, verdict in info["labels"].items() if verdict["present"]]
    print(f"{name:32} {info['objective']}  labels {present}")

# The same calls after `restore` lead to the same company, event for event.
digests = []
for _ in range(2):
    company.restore(fork)
    play(honest[half:])
    digests.append(company.ledger.digest())
print("\nplayed twice:", *digests)
