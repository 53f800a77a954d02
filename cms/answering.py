"""Answers to one person: pages and redirects that no cache keeps and no search engine lists."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from cms.reading import Head, set_head


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str, status: int = 200
) -> HttpResponse:
    """A page meant for one person: never indexed, never kept by a cache."""
    set_head(request, Head(title, is_indexable=False))
    return unkept(render(request, template, context, status=status))


def see_other(url: str) -> HttpResponse:
    return unkept(HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER))


def unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
