"""Who is tied to whom: the network, its links, names and groups."""
