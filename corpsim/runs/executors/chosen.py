"""Which executor a configuration asks for."""

from corpsim.runs.executors.cluster import Cluster
from corpsim.runs.executors.contract import Executor, Site
from corpsim.runs.executors.local import Local


def executor_of(site: Site) -> Executor:
    """The executor of a run. Nothing is started before it is entered."""
    return Cluster(site) if site.folder.config.executor == "ray" else Local(site)
