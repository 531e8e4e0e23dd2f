"""What an assistant gets from campaign_report."""
