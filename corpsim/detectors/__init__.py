"""The detectors: each decides one label from world and ledger alone. The docstring of each is the label's page."""
