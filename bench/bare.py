"""What reading is compared with, for gunicorn alone to import: a bare Django that answers with the
bytes that lie in Redis. No middleware, one question: the least that a kept page could cost here.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from redis import Redis

bodies = Redis.from_url(os.environ["REDIS_URL"])


def body(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(bodies.get(f"bare:{name}") or b"")


urlpatterns = [path("bare/<name>/", body)]
settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
)
application = get_wsgi_application()
