"""Dates and numbers in Arabic, as overviews and laboratory reports write them; Django's own day has
a comma, its time the order of English, and its fractions a comma."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
