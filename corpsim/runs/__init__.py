"""Many episodes, evidence kept: design, record, store, run, resume, replay, score, count."""
