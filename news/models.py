"""The models of the newsroom's stories, each in the module that bears its name."""

from news.authors import Author
from news.filing import PostAuthor, PostTopic
from news.index import NewsIndexPage
from news.posts import PostPage
from news.series import Series
from news.tags import PostTag

__all__ = [
    "Author",
    "NewsIndexPage",
    "PostAuthor",
    "PostPage",
    "PostTag",
    "PostTopic",
    "Series",
]
