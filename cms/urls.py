"""The addresses of guests and of cards, in the words of each language."""

from django.urls import path

from cms.card_views import card
from cms.drawing import SHAPES
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
urlpatterns += [
    path(
        f"{language}/{path_word('card', language)}/<uuid:key>/"
        f"{path_word(shape, language)}/<slug:version>.jpg",
        card,
        {"language": language, "shape": shape},
        name=f"card-{shape}-{language}",
    )
    for language in LANGUAGES
    for shape in SHAPES
]
