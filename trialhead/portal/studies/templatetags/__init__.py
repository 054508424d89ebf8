"""Template tags of the studies feature."""
