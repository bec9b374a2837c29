"""Acts with a preview: changes of the map, handing over, inviting, maps of foreign tables."""
