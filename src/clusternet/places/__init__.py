"""Where is that? Places of China and of the world."""
