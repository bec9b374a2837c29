"""Plans of a year: goals, targets, tasks, reports owed, and what became of them."""
