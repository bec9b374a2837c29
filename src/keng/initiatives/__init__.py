"""Self-management groups with their activity, campaign days and communication work."""
