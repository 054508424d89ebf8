"""Study teams: who belongs to them, and what they say in a study's name."""
