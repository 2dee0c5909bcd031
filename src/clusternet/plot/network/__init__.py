"""The network as a map."""
