"""Where the tip line is, in the words of each language."""

from cms.languages import path_word


def tips_url(language: str) -> str:
    return f"/{language}/{path_word('tips', language)}/"


def thanks_url(token: str, language: str) -> str:
    return f"{tips_url(language)}{path_word('told', language)}/{token}/"
