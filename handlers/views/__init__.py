"""What people see: pure functions (facts, t) → Block Kit. No database, no client, no clock, no words."""
