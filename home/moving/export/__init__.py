"""Leaving: a newsroom in files that other tools read. `docs/moving-out.md` says what is in them."""
