"""The demonstration: real units, published figures with their source, illustrative ones marked."""
