"""What is odd in the data, and what changed since the last release."""
