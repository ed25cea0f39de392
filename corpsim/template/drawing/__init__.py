"""What a seed decides: the firm, its people, its facts, and which words are used. No condition moves these dice."""
