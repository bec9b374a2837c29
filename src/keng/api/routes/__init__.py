"""The routes of the API, a module for each subject; each calls one query or one action."""
