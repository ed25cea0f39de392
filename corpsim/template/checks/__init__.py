"""What a model of one file cannot see: sums, circles, times, and what speaks of each other."""
