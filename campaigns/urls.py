"""The addresses of signing, in the words of each language."""

from django.urls import path

from campaigns.leaving_views import (
    AskLinkView,
    ManageView,
    MendView,
    NewAddressView,
    erased,
    link_sent,
    rights,
)
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
    # Managing and leaving.
    managed = f"{root}/{path_word('manage', language)}/<str:token>/"
    asked = f"{root}/<uuid:public_id>/{path_word('ask link', language)}/"
    new_address = f"{root}/{path_word('new address', language)}/<str:token>/"
    sent = f"{asked}{path_word('link sent', language)}/"
    urlpatterns += [
        path(managed, ManageView.as_view(), facts, name=f"manage-{language}"),
        path(
            f"{managed}{path_word('mend', language)}/",
            MendView.as_view(),
            facts,
            name=f"mend-{language}",
        ),
        path(asked, AskLinkView.as_view(), facts, name=f"ask-link-{language}"),
        path(sent, link_sent, facts, name=f"link-sent-{language}"),
        path(new_address, NewAddressView.as_view(), facts, name=f"new-address-{language}"),
        path(f"{root}/{path_word('erased', language)}/", erased, facts, name=f"erased-{language}"),
        path(f"{root}/{path_word('rights', language)}/", rights, facts, name=f"rights-{language}"),
    ]
