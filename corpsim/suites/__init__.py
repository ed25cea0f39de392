"""Suites: designed experiments over worlds, conditions, seeds and agents, each one YAML file."""
