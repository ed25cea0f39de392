"""Monitors set on the episodes of a run, and how good they are: what they say, what that is worth, and when it came."""
