"""Papers, patents and indicators."""
