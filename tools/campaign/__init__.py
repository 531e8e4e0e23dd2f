"""What `get_campaign` is made of: finding the one that is meant, its calls counted, its text."""
