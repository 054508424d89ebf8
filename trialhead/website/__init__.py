"""How the site is put together: settings, root addresses and the door for a web server."""
