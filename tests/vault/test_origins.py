"""A POST is ours if the browser says so; nearly ours is not ours."""

import pytest
from django.test import RequestFactory

from vault.origins import is_from_our_pages


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({}, True),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver:8000"}, False),
        ({"Origin": "http://testserver.example"}, False),
        ({"Origin": "http://not-testserver"}, False),
        ({"Origin": "http://testserver@elsewhere.example"}, False),
        ({"Origin": "http://elsewhere.example", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
    ],
)
def test_a_post_is_ours_if_the_browser_says_so(headers, ours):
    assert is_from_our_pages(RequestFactory().post("/", headers=headers)) is ours


def test_the_sites_public_address_is_ours_behind_a_proxy_that_ends_tls(settings):
    settings.BASE_URL = "https://news.example.org"
    request = RequestFactory().post("/", headers={"Origin": "https://news.example.org"})
    assert is_from_our_pages(request)
