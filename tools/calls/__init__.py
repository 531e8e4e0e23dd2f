"""What `list_calls` is made of."""
