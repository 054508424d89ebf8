"""Makers of values that tests of several rooms need."""
