"""The append-only, hash-chained record of who did what, with seals that can leave the machine."""
