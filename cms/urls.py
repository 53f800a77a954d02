"""The addresses of guests, in the words of each language."""

from django.urls import path

from cms.guest_views import GuestView
from cms.languages import LANGUAGES, path_word

urlpatterns = [
    path(
        f"{language}/{path_word('guest', language)}/<str:token>/",
        GuestView.as_view(),
        {"language": language},
        name=f"guest-{language}",
    )
    for language in LANGUAGES
]
