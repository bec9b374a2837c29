"""What the screens ask for: Django forms with Vietnamese words first."""
