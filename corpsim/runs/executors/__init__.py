"""Where the episodes of a run are played. The run folder, its lock, retries and progress stay with the runner.

contract    what the runner asks of an executor
local       this machine: the event loop, threads, and processes for scripts
cluster     Ray, seen from the run
post        one process of the cluster, seen from the run
outpost     Ray, seen from a process of the cluster
shelf       answers of models that are kept, for a process of the cluster
kit         what such a process is given, and what it sends back
chosen      which of them a configuration asks for
"""
