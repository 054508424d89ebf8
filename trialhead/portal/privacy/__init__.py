"""What protects people: sealed columns, secret links, limits on sending, forgetting in time."""
