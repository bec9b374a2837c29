"""What every room with state needs from its database: validity, locks, and engine differences."""
