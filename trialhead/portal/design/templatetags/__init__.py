"""Template tags of the design feature."""
