"""The pinned addresses of subscribing: each language has its own words, and they never change."""

from django.urls import reverse


def subscribe_url(language: str) -> str:
    return reverse(f"subscribe-{language}")


def sent_url(token: str, language: str) -> str:
    return reverse(f"subscribe-sent-{language}", args=[token])


def code_url(token: str, language: str) -> str:
    return reverse(f"subscribe-code-{language}", args=[token])


def confirm_url(token: str, language: str) -> str:
    return reverse(f"subscribe-confirm-{language}", args=[token])


def ask_link_url(language: str) -> str:
    return reverse(f"ask-preferences-{language}")


def link_sent_url(language: str) -> str:
    return reverse(f"preferences-sent-{language}")


def preferences_url(token: str, language: str) -> str:
    return reverse(f"preferences-{language}", args=[token])


def saved_url(token: str, language: str) -> str:
    return reverse(f"preferences-saved-{language}", args=[token])


def leave_at_once_url(token: str, language: str) -> str:
    return reverse(f"leave-at-once-{language}", args=[token])


def erased_url(language: str) -> str:
    return reverse(f"supporter-erased-{language}")
