"""Rules about numbers that must agree with each other (K1xx)."""
