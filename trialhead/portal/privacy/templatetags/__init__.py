"""Tags of the privacy feature."""
