"""Telling people: mails wait in an outbox in the database until a worker has delivered them."""
