"""One module per command; each has `register(subparsers)` and functions that take the arguments."""
