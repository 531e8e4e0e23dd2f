"""What `campaign_report` is made of: the arithmetic, the answer, its text."""
