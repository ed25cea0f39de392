"""The view: the runs on this machine, their episodes, and everything that happened in one; nothing is changed."""
