"""The printed page: fonts, colours, numbers, room."""
