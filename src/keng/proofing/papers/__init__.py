"""Rules about the papers that a text cites (K2xx)."""
