"""Every e-mail is a row: posting, claiming, sending, retrying; no address and no body is kept."""
