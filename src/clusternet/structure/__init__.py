"""The shape of the network, and who matters in it."""
