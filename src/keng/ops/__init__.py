"""The `keng` command and the workers: the edge for the operator of the machine."""
