"""From the episodes of runs to what may be said of them: rates, pairs, effects, each with its uncertainty."""
