"""Finding anything that the reader may see, without diacritics, through one box."""
