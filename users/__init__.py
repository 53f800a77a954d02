"""The people who work here: the custom user model."""
