"""The register of papers: sent and received, numbered, what they cite and what replaced them."""
