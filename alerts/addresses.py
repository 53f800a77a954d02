"""The pinned addresses of "tell me when", in the words of each language."""

from uuid import UUID

from django.urls import reverse


def told_url(translation_key: UUID, language: str) -> str:
    return reverse(f"told-{language}", args=[translation_key])
