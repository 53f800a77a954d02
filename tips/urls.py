"""The addresses of the tip line, in the words of each language."""

from django.urls import path

from cms.languages import LANGUAGES
from tips.addresses import thanks_url, tips_url
from tips.views import ThanksView, TipsView

urlpatterns = []
for language in LANGUAGES:
    facts = {"language": language}
    thanks = thanks_url("<str:token>", language)[1:]
    urlpatterns += [
        path(tips_url(language)[1:], TipsView.as_view(), facts, name=f"tips-{language}"),
        path(thanks, ThanksView.as_view(), facts, name=f"tip-thanks-{language}"),
    ]
