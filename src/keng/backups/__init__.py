"""One file that holds the whole office, and the way back from it."""
