"""django-axes without its tables."""
