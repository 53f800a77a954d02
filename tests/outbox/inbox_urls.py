"""The inbox where the site mounts it in development; the site itself leaves it out elsewhere."""

from django.urls import include, path

# The site's own pages of errors lead to the subscribe form.
urlpatterns = [path("_inbox/", include("outbox.urls")), path("", include("supporters.urls"))]
