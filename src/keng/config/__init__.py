"""Settings, routes and the server entry: the top of the house."""
