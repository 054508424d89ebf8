"""Tags of the notes feature."""
