"""Rules about form: header, quotation marks, words, styles (K3xx)."""
