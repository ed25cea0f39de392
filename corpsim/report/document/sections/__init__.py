"""The sections of a report, a file each. `contents` says in which order they stand."""
