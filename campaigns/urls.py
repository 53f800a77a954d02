"""The addresses of signing, in the words of each language."""

from django.urls import path, re_path

from campaigns.check_mail_views import CheckMailView, CodeView
from campaigns.count_views import count
from campaigns.exposure_views import ForgetWishView, NamesView
from campaigns.frames import frame
from campaigns.integrity_views import show_integrity
from campaigns.leave_news_view import LeaveNewsView
from campaigns.leaving_views import (
    AskLinkView,
    ManageView,
    MendView,
    NewAddressView,
    erased,
    link_sent,
    rights,
)
from campaigns.partner_views import partner_number
from campaigns.receipt_views import ReceiptDoneView, ReceiptView
from campaigns.share_views import card, follow, next_event
from campaigns.views import ConfirmView, SignView
from cms.languages import LANGUAGES, path_word

urlpatterns = [re_path(r"^s/(?P<code>[0-9A-Za-z]{4,12})/?$", follow)]
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
            f"{root}/<uuid:public_id>/{path_word('sent', language)}/<str:token>/"
            f"{path_word('code', language)}/",
            CodeView.as_view(),
            facts,
            name=f"code-{language}",
        ),
        path(
            f"{root}/{path_word('confirm', language)}/<str:token>/",
            ConfirmView.as_view(),
            facts,
            name=f"confirm-{language}",
        ),
    ]
    frames = f"{language}/{path_word('frame', language)}/<uuid:public_id>"
    urlpatterns += [
        path(
            f"{language}/{path_word('count', language)}/<uuid:public_id>/",
            count,
            facts,
            name=f"count-{language}",
        ),
        path(f"{frames}/", frame, facts, name=f"frame-{language}"),
        path(f"{frames}/<slug:source>/", frame, facts, name=f"partner-frame-{language}"),
        path(
            f"{language}/{path_word('card', language)}/<uuid:public_id>/<slug:version>.jpg",
            card,
            facts,
            name=f"old-card-{language}",
        ),
        path(
            f"{root}/<uuid:public_id>/{path_word('event', language)}/",
            next_event,
            facts,
            name=f"next-event-{language}",
        ),
        path(
            f"{language}/{path_word('partner', language)}/<str:token>/",
            partner_number,
            facts,
            name=f"partner-{language}",
        ),
    ]
    urlpatterns += [
        path(
            f"{root}/<uuid:public_id>/{path_word('integrity', language)}/",
            show_integrity,
            facts,
            name=f"integrity-{language}",
        )
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

# Taking back what was signed at a rally.
for language in LANGUAGES:
    facts = {"language": language}
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

# Managing and leaving.
for language in LANGUAGES:
    root = f"{language}/{path_word('sign', language)}"
    facts = {"language": language}
    managed = f"{root}/{path_word('manage', language)}/<str:token>/"
    asked = f"{root}/<uuid:public_id>/{path_word('ask link', language)}/"
    at_once = f"{root}/{path_word('one click', language)}/<str:token>/"
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
        path(at_once, LeaveNewsView.as_view(), facts, name=f"leave-news-{language}"),
        path(asked, AskLinkView.as_view(), facts, name=f"ask-link-{language}"),
        path(sent, link_sent, facts, name=f"link-sent-{language}"),
        path(new_address, NewAddressView.as_view(), facts, name=f"new-address-{language}"),
        path(f"{root}/{path_word('erased', language)}/", erased, facts, name=f"erased-{language}"),
        path(f"{root}/{path_word('rights', language)}/", rights, facts, name=f"rights-{language}"),
    ]
