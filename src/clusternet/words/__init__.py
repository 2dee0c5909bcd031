"""What things are called, in Chinese and in English."""
