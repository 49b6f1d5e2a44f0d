"""Speed as a ratio to a floor measured in the same run, because machines differ (design §12)."""
