"""What is said of results: titles, notes and captions, in both languages."""
