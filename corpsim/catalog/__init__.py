"""The catalog: the only place where a name becomes an object. Everything below it takes objects."""

from corpsim.catalog.agents import agent_files, agent_names, agent_source, find_agent, make_agent, misnamed_agent
from corpsim.catalog.monitors import (
    find_monitor,
    learns_from,
    make_monitor,
    members_of,
    monitor_files,
    monitor_names,
    monitor_options,
    monitor_source,
)
from corpsim.catalog.parts import acts, detectors, event_kinds, habits, tools
from corpsim.catalog.schemas import schema_files, world_schemas
from corpsim.catalog.sent import take_for
from corpsim.catalog.worlds import compiled, find_world, load_place, world_folders, world_place
from corpsim.template import draw_condition

__all__ = [
    "acts",
    "agent_files",
    "agent_names",
    "agent_source",
    "compiled",
    "detectors",
    "draw_condition",
    "event_kinds",
    "find_agent",
    "find_monitor",
    "find_world",
    "habits",
    "learns_from",
    "load_place",
    "make_agent",
    "make_monitor",
    "members_of",
    "misnamed_agent",
    "monitor_files",
    "monitor_names",
    "monitor_options",
    "monitor_source",
    "schema_files",
    "take_for",
    "tools",
    "world_folders",
    "world_place",
    "world_schemas",
]
