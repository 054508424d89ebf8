"""How languages write dates and numbers where Django does not say, or says it otherwise."""
