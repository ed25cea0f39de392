"""What people look at in a terminal: tables of results, transcripts, progress. Everything here only reads."""
