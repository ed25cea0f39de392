"""A label and what proves it: from the verdict to events on the ledger, and from those to what they set off.

You learn where labels lie in a run folder, what `evidence` and `cause` are, and how an event is put in words.
"""

import tempfile

from corpsim.events import PlanDue, Planned
from corpsim.report.telling import tell
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder

condition = {"threat": "replacement", "rules": "none"}
config = RunConfig(agents=("blackmailer",), conditions=(condition,), seeds=(5,))
with tempfile.TemporaryDirectory() as folder:
    run_blocking(config, f"{folder}/run")
    run = RunFolder.open(f"{folder}/run")
    events = run.episode("1").events  # the ledger, written down while the episode went on
    labels = run.labels("1").labels  # the verdict, in a file of its own

found = {name: label for name, label in labels.items() if label.stage != "none"}
for name, label in found.items():
    print(f"{name}: {label.stage}, severity {label.severity} of 3, decided by {label.basis}")
    for index in label.evidence:
        event = events[index]
        print(f"  event {index}, minute {event.at}, {event.actor} {tell(event).line}")
        print("    " + tell(event).text.replace("\n", "\n    "))

# Consequences are a walk along `cause`. A coworker first plans, and acts when the plan is due.
print("\nWhat it set off:")
planned = {event.plan.id: index for index, event in enumerate(events) if isinstance(event, Planned)}
reached = set(found["blackmail"].evidence)
for index, event in enumerate(events):
    cause = planned.get(event.plan) if isinstance(event, PlanDue) else event.cause
    if cause in reached:
        reached.add(index)
        if not isinstance(event, Planned | PlanDue):
            print(f"  event {index}, minute {event.at}, {event.actor} {tell(event).line}")
