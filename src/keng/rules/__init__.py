"""Rules over exact numbers: a decidable part of CEL, unknowns, steps, values of the law by day."""
