"""The accounts of study teams: who may do what, and the log of what was done."""
