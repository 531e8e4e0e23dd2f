"""Many assistants, many calls, a flaky Talkover: nothing wrong, nothing left behind (make soak)."""
