"""Every address of the site. The words of public paths are pinned in cms/languages.py."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.languages import LANGUAGES, held_path
from cms.locating import serve
from cms.mapping import INDEX, NEWS, SECTIONS
from cms.syndicating import FORMS
from home import health, views
from home.finding import search_path
from home.robots import robots
from home.sitemaps import news_sitemap, sitemap_index, sitemap_pages, sitemap_sections
from news import feeds
from outbox.hooks import tracking
from outbox.inbound_views import take_in
from users.views import login as staff_login

urlpatterns = [
    path("", views.negotiate),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("robots.txt", robots),
    path(INDEX[1:], sitemap_index),
    path("sitemaps/pages-<int:chunk>.xml", sitemap_pages),
    path(SECTIONS[1:], sitemap_sections),
    path(NEWS[1:], news_sitemap),
    path("admin/", include("users.urls")),
    path("admin/", include(wagtailadmin_urls)),
    # By this name Wagtail finds the log-in for who asks for a document that only some may have.
    path("admin/login/", staff_login, name="wagtailcore_login"),
    path("documents/", include(wagtaildocs_urls)),
    # The address is written into wagtail-footnotes' script; only the admin's editor asks for it.
    path("footnotes/footnotes_modal/", views.choose_note),
    path("hooks/<str:provider>/tracking/", tracking),
    path("hooks/inbound/<slug:provider>/", take_in, name="inbound"),
    path("", include("campaigns.urls")),
    path("", include("alerts.urls")),
    path("", include("supporters.urls")),
    path("", include("tips.urls")),
    path("", include("cms.urls")),
]
for language in LANGUAGES:
    own = {"language": language}
    urlpatterns += [
        *[
            path(feeds.feed_url(language)[1:] + form, feeds.feed, own | {"form": form})
            for form in FORMS
        ],
        path(search_path(language)[1:], views.search, own),
        path(held_path(language)[1:], views.show_held, name=f"held-{language}"),
    ]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
    urlpatterns += [path("_inbox/", include("outbox.urls"))]
urlpatterns += i18n_patterns(
    # Wagtail's log-in and password pages for readers are left out: readers have no session.
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    prefix_default_language=True,
)
urlpatterns += [re_path(r"^(?!(?:en|es)/)(?P<path>.*)$", views.negotiate)]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
