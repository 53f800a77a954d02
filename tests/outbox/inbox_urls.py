"""The inbox where the site mounts it in development; the site itself leaves it out elsewhere."""

from django.urls import include, path

urlpatterns = [path("_inbox/", include("outbox.urls"))]
