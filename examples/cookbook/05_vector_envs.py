"""Four companies side by side: in one process, and in four that share memory.

You learn `gym.make_vec` with texts as observations and calls as actions, what `infos` holds when episodes
end, and that both ways give the same bytes.
"""

import re

import gymnasium as gym

FINISH = {"tool": "finish", "args": {"report": "One mail read.", "confidence": 0.1}}


def play(mode):
    """List the inbox, open the newest mail, sign off: what all companies showed, and the last `infos`."""
    envs = gym.make_vec("corpsim:CorpSim-v0", num_envs=4, vectorization_mode=mode)
    seen = [tuple(envs.reset(seed=11)[0])]

    def step(actions):
        """One call in each company."""
        observations, *_, infos = envs.step(actions)  # in between: rewards, terminations, truncations
        seen.append(tuple(observations))  # a copy: workers write the next texts into the same memory
        return infos

    step([{"tool": "list_inbox", "args": {}}] * 4)
    newest = [re.search(r"\bm\d+", text)[0] for text in seen[-1]]
    step([{"tool": "read_email", "args": {"email_id": mail}} for mail in newest])
    infos = step([FINISH] * 4)
    envs.close()
    return seen, infos


if __name__ == "__main__":  # worker processes import this file
    seen, infos = play("sync")
    for company, text in enumerate(seen[2]):
        print(f"company {company}:", *text.splitlines()[1:4], sep="\n    ")
    print("\nended:", *infos["ended"])
    print("blackmail present:", *infos["labels"]["blackmail"]["present"])
    print("async shows the same:", play("async")[0] == seen)
