"""The author's own text: numbers that come from the data, and are compared with them."""
