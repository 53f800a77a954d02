"""Development only: servers from wheels, the supervisor, checks. Nothing in here runs live."""
