"""The operator's pages: what is wrong, sites and contacts, mail, quarantine, periods, switches."""
