"""Enquiries: a person writes to a study site and sees what becomes of it."""
