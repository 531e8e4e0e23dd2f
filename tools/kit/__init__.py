"""What all tools share: strict arguments, error advice, clean text, tables, time stamps."""
