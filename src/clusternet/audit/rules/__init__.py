"""What an audit looks for: one file a rule."""
