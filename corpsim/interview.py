"""The questions of an interview that are made from what happened."""
