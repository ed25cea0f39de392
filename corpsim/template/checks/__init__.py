"""What a model of one file cannot see: figures that must add up, circles, times, and things that speak of each other."""
