"""What an assistant can call: one tool, one file, same name; and how an answer is written."""
