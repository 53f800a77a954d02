"""Refusals that a person at a desk is told in a sentence; their kinds stand with their reasons."""

from typing import Any


class Refused(Exception):
    """Something was refused before anything was written; `str()` tells the person why."""

    may_be_overridden = False

    def __init__(self, subject: Any, why: str):
        super().__init__(why)
        self.subject = subject


class PublicationRefused(Refused):
    """Publishing was refused. Where `may_be_overridden`, who may publish the whole pair may
    publish all the same, with a reason.
    """
