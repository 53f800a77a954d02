"""The addresses of signing, in the words of each language."""

from django.urls import path

from campaigns.receipt_views import ReceiptDoneView, ReceiptView
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
    receipt = f"{language}/{path_word('receipt', language)}"
    urlpatterns += [
        path(f"{receipt}/", ReceiptView.as_view(), facts, name=f"receipt-{language}"),
        path(
            f"{receipt}/{path_word('told', language)}/",
            ReceiptDoneView.as_view(),
            facts,
            name=f"receipt-done-{language}",
        ),
    ]
