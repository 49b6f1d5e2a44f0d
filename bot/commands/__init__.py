"""What each command does. These are the entry points: they may bring the houses together."""
