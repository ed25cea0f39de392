"""Drawing a large company: from a request to columns of whole numbers. Only integers, lookups and stable sorts."""
