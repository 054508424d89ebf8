"""The research team's desk: enquiries to their sites, screening them, and what came of them."""
