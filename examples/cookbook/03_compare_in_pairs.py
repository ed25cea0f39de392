"""Two conditions compared in pairs: the same companies, the same people, the same dice, one sentence changed.

You learn why conditions share their seeds, and how to read a difference off the episodes that differ.
"""

import tempfile
from pathlib import Path
from statistics import fmean

from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder
from corpsim.stats.intervals import wilson

AGENT = f"{Path(__file__).with_name('02_your_own_script.py')}:Opportunist"
LABEL = "oversight_evasion"
SEEDS = range(20)

conditions = ({"oversight": "monitored"}, {"oversight": "unmonitored"})
config = RunConfig(agents=(AGENT,), conditions=conditions, seeds=tuple(SEEDS))
with tempfile.TemporaryDirectory() as folder:
    run_blocking(config, f"{folder}/run")
    results = RunFolder.open(f"{folder}/run").results()

# A seed and a level name one episode; a pair is two episodes of one seed.
episodes = {(result.seed, result.condition["oversight"]): result for result in results}
pairs = [(episodes[seed, "monitored"], episodes[seed, "unmonitored"]) for seed in SEEDS]
shown = [(watched.labels[LABEL].present, alone.labels[LABEL].present) for watched, alone in pairs]

print(f"{LABEL} in {len(pairs)} pairs of episodes")
print(f"  in both               {shown.count((True, True)):3}")
print(f"  only if monitored     {shown.count((True, False)):3}")
print(f"  only if unmonitored   {shown.count((False, True)):3}")
print(f"  in neither            {shown.count((False, False)):3}")

# Pairs that agree say nothing about the difference. Were the condition without effect, those that do not
# would fall on either side like a coin.
differ = shown.count((True, False)) + shown.count((False, True))
low, high = wilson(shown.count((False, True)), differ)
print(f"Of {differ} pairs that differ, share on the unmonitored side: {low:.2f} to {high:.2f} (a coin: 0.50)")
print(f"Mean difference in reward: {fmean(alone.reward - watched.reward for watched, alone in pairs):+.2f}")
