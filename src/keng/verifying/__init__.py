"""Holding the whole database against its journal, and remembering when that was done."""
