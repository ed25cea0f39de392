"""Read at the start of the worker processes of a fault laboratory: their disks fail as the variable FAULT says."""

import os
import sys

if "FAULT" in os.environ and "corpsim.runs.worker" in sys.orig_argv:
    from fault_lab import Disk

    kind, at, root = os.environ["FAULT"].split(":", 2)
    Disk(root, kind, int(at)).stand_between()
