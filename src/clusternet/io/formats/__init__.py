"""One file a format, and what they share."""
