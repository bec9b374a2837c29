"""Criteria and recognition: from registration to a decision that anyone can run again."""
