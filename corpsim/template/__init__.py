"""World templates: a folder of YAML and Markdown is read, checked, and compiled with a seed into a scenario.

A world is data. No code runs when one is loaded, and there are no expressions in it; a module beside it runs only where
the catalog lets it.
"""

from corpsim.template.code import Code, Package, Program, Stock
from corpsim.template.compile import compile_scenario
from corpsim.template.condition import draw_condition
from corpsim.template.deeds import Deed, Staged, Turn, read_deeds, read_turns, stage_deeds
from corpsim.template.load import load_template, read_place
from corpsim.template.schema import describe_format, schema_file
from corpsim.template.template import Factor, Template

__all__ = [
    "Code",
    "Deed",
    "Factor",
    "Package",
    "Program",
    "Staged",
    "Stock",
    "Template",
    "Turn",
    "compile_scenario",
    "describe_format",
    "draw_condition",
    "load_template",
    "read_deeds",
    "read_place",
    "read_turns",
    "schema_file",
    "stage_deeds",
]
