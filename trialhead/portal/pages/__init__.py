"""Home, questions and help."""
