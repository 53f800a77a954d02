"""The addresses of guests and of cards, in the words of each language, and of what a proxy asks."""

from django.urls import path

from cms.card_views import card
from cms.drawing import SHAPES
from cms.edition_views import edition
from cms.editions import EDITION_PATH
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
urlpatterns += [path(EDITION_PATH[1:], edition)]
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
