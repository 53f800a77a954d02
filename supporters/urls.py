"""The addresses of subscribing, in the words of each language."""

from django.urls import path

from cms.languages import LANGUAGES, path_word
from supporters.confirm_views import ConfirmView
from supporters.leave_at_once import LeaveAtOnceView
from supporters.preference_views import (
    AskLinkView,
    PreferencesView,
    SavedView,
    erased,
    link_sent,
)
from supporters.views import CheckMailView, CodeView, SubscribeView

urlpatterns = []
for language in LANGUAGES:
    facts = {"language": language}
    root = f"{language}/{path_word('subscribe', language)}/"
    sent = f"{root}{path_word('sent', language)}/<str:token>/"
    code = f"{sent}{path_word('code', language)}/"
    confirm = f"{root}{path_word('confirm', language)}/<str:token>/"
    asked = f"{root}{path_word('preferences', language)}/"
    mailed = f"{asked}{path_word('link sent', language)}/"
    chosen = f"{asked}<str:token>/"
    saved = f"{chosen}{path_word('told', language)}/"
    at_once = f"{root}{path_word('one click', language)}/<str:token>/"
    done = f"{root}{path_word('told', language)}/"
    urlpatterns += [
        path(root, SubscribeView.as_view(), facts, name=f"subscribe-{language}"),
        path(sent, CheckMailView.as_view(), facts, name=f"subscribe-sent-{language}"),
        path(code, CodeView.as_view(), facts, name=f"subscribe-code-{language}"),
        path(confirm, ConfirmView.as_view(), facts, name=f"subscribe-confirm-{language}"),
        path(asked, AskLinkView.as_view(), facts, name=f"ask-preferences-{language}"),
        path(mailed, link_sent, facts, name=f"preferences-sent-{language}"),
        path(chosen, PreferencesView.as_view(), facts, name=f"preferences-{language}"),
        path(saved, SavedView.as_view(), facts, name=f"preferences-saved-{language}"),
        path(at_once, LeaveAtOnceView.as_view(), facts, name=f"leave-at-once-{language}"),
        path(done, erased, facts, name=f"supporter-erased-{language}"),
    ]
