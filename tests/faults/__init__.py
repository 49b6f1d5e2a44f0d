"""The bot as a real process, killed, stopped, starved and told everything twice (reliability.md §7)."""
