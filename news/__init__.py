"""Posts, their index, authors and topic pages; never personal data of readers."""
