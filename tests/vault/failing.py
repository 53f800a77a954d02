"""Addresses for the test of logs: one whose view stumbles over what it holds."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def stumble(request: HttpRequest, token: str) -> HttpResponse:
    raise ValueError(f"cannot open {token} of {request.GET['email']}")


urlpatterns = [path("es/firmar/confirmar/<str:token>/", stumble)]
