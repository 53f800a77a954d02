"""The pinned addresses of signing: each language has its own words, and they never change."""

from functools import cache
from uuid import UUID

from django.urls import reverse


def sign_url(public_id: UUID, language: str) -> str:
    return reverse(f"sign-{language}", args=[public_id])


def sent_url(public_id: UUID, token: str, language: str) -> str:
    """`token` has letters, digits, `-` and `_` alone (vault/answers.py)."""
    return _sent_pattern(language).format(public_id=public_id, token=token)


@cache
def _sent_pattern(language: str) -> str:
    """Made once: each signer is led there."""
    nobody, token = UUID(int=0), "token"
    path = reverse(f"sent-{language}", args=[nobody, token])
    return path.replace(str(nobody), "{public_id}").replace(f"/{token}/", "/{token}/")


def code_url(public_id: UUID, token: str, language: str) -> str:
    return reverse(f"code-{language}", args=[public_id, token])


def confirm_url(token: str, language: str) -> str:
    return reverse(f"confirm-{language}", args=[token])


def count_url(public_id: UUID, language: str) -> str:
    return reverse(f"count-{language}", args=[public_id])


def integrity_url(public_id: UUID, language: str) -> str:
    return reverse(f"integrity-{language}", args=[public_id])


def names_url(public_id: UUID, language: str) -> str:
    return reverse(f"names-{language}", args=[public_id])


def forget_url(public_id: UUID, word: str, language: str) -> str:
    return reverse(f"forget-outcome-{language}", args=[public_id, word])


def receipt_url(language: str) -> str:
    """Where a code from a rally takes a signature back."""
    return reverse(f"receipt-{language}")


def manage_url(token: str, language: str) -> str:
    return reverse(f"manage-{language}", args=[token])


def leave_news_url(token: str, language: str) -> str:
    """For the header by which a mail program ends the news; nobody reads it."""
    return reverse(f"leave-news-{language}", args=[token])


def mend_url(token: str, language: str) -> str:
    return reverse(f"mend-{language}", args=[token])


def erased_url(language: str) -> str:
    return reverse(f"erased-{language}")


def ask_link_url(public_id: UUID, language: str) -> str:
    return reverse(f"ask-link-{language}", args=[public_id])


def link_sent_url(public_id: UUID, language: str) -> str:
    return reverse(f"link-sent-{language}", args=[public_id])


def new_address_url(token: str, language: str) -> str:
    return reverse(f"new-address-{language}", args=[token])


def rights_url(language: str) -> str:
    return reverse(f"rights-{language}")
