"""Times in English by the clock of 24 hours: a site's hours are read in many countries, and "a.m."
would end a sentence with two full stops."""

DATETIME_FORMAT = "N j, Y, H:i"
