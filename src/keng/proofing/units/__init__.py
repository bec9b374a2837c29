"""Names of administrative units in a text, held against what is known of them."""
