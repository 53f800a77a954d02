"""bin/install: a bare Debian server becomes a live Hub. It needs Python's own library alone."""
