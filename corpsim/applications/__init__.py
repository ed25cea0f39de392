"""Applications that a world may have beside the common tools: each a file of tools, asked for by name in world.yaml.

A module is an application. What it keeps lies in a register of the world, whose columns the module names in `REGISTER`.
"""
