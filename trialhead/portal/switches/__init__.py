"""What this portal offers: features that the operator turns off and on."""
