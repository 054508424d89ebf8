"""The whole database in one file, and back: read at one moment, checked before it is written."""
