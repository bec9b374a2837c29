"""The screens: HTTP in, one query or action, a page or a fragment out."""
