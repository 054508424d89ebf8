"""Studies as people meet them: kept records, search results and study pages."""
