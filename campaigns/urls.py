"""The addresses of signing, in the words of each language."""

from django.urls import path

from campaigns.exposure_views import ForgetWishView, NamesView
from campaigns.views import CheckMailView, ConfirmView, SignView
from cms.languages import LANGUAGES, path_word

urlpatterns = []
for language in LANGUAGES:
    root = f"{language}/{path_word('sign', language)}"
    facts = {"language": language}
    urlpatterns += [
        path(f"{root}/<uuid:public_id>/", SignView.as_view(), facts, name=f"sign-{language}"),
        path(
            f"{root}/<uuid:public_id>/{path_word('sent', language)}/<str:token>/",
            CheckMailView.as_view(),
            facts,
            name=f"sent-{language}",
        ),
        path(
            f"{root}/{path_word('confirm', language)}/<str:token>/",
            ConfirmView.as_view(),
            facts,
            name=f"confirm-{language}",
        ),
    ]

# Names of who agreed to be shown, and forgetting who wanted to be told.
for language in LANGUAGES:
    root = f"{language}/{path_word('sign', language)}/<uuid:public_id>"
    forget = f"{path_word('outcome', language)}/{path_word('forget', language)}"
    facts = {"language": language}
    urlpatterns += [
        path(
            f"{root}/{path_word('names', language)}/",
            NamesView.as_view(),
            facts,
            name=f"names-{language}",
        ),
        path(
            f"{root}/{forget}/<str:word>/",
            ForgetWishView.as_view(),
            facts,
            name=f"forget-outcome-{language}",
        ),
    ]
