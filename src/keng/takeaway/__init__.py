"""Taking all of an office along in open formats, and taking it in elsewhere."""
