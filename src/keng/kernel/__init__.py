"""The pure vocabulary that every room shares: periods, figures, actors, errors, Vietnamese text."""
