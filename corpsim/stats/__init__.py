"""Statistics of shares and of pairs: intervals, tests, power. They know numbers and nothing of companies."""
