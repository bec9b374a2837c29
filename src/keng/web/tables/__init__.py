"""What the tables of the screens show, row by row, in words."""
