"""The ground of every refusal to publish; the kinds stand where they are decided."""

from typing import Any


class PublicationRefused(Exception):
    """Publishing was refused before anything was written; `str()` tells the editor why."""

    may_be_overridden = False

    def __init__(self, subject: Any, why: str):
        super().__init__(why)
        self.subject = subject
