"""The addresses of "tell me when", in the words of each language."""

from django.urls import path

from alerts.views import TellView, ToldView
from cms.languages import LANGUAGES, path_word

urlpatterns = []
for language in LANGUAGES:
    root = f"{language}/{path_word('tell', language)}/<uuid:translation_key>/"
    facts = {"language": language}
    urlpatterns += [
        path(root, TellView.as_view(), facts, name=f"tell-{language}"),
        path(
            f"{root}{path_word('told', language)}/",
            ToldView.as_view(),
            facts,
            name=f"told-{language}",
        ),
    ]
