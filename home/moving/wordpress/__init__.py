"""A WordPress export becomes posts, pages, topics, authors and pictures of this newsroom."""
