"""Plans of a year, read out of files and kept beside a plan until a person decides each line."""
