"""What the ledger shows of one kind of act, as evidence. Detectors and rules build their verdicts on these findings."""
