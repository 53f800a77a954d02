"""The models of the newsroom's stories, each in the module that bears its name."""

from news.authors import Author
from news.index import NewsIndexPage
from news.posts import PostAuthor, PostPage, PostTopic

__all__ = ["Author", "NewsIndexPage", "PostAuthor", "PostPage", "PostTopic"]
