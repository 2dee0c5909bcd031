"""Whether the network rises or falls, and who made it grow."""
