"""Could I take part? Questions about one person, whose answers stay with that person."""
