"""The original of a report beside the form: sealed, drawn page by page, opened by its unit only."""
