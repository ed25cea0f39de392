"""What the view shows, as data: plain functions of runs and records. Texts are as they were written: see `page_text`.

Verdicts are in `verdicts` and nowhere else, so that a page has them only when somebody asked.
"""
