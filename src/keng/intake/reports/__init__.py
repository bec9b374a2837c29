"""Old reports read into forms: a file becomes proposals, a person decides each, figures follow.

See docs/how-to/read-old-reports.md and decisions 0182 to 0184.
"""
