"""What the tests of bundles share: staff who ask and approve, and a bundle opened as its recipient
does.
"""

import pytest

from campaigns import exports
from campaigns.bundling import building
from tests import making
from tests.campaigns.unpacking import Unpacked


@pytest.fixture
def portions_of_100(monkeypatch):
    monkeypatch.setattr(building, "PORTION", 100)


@pytest.fixture
def asker(db):
    return making.user("Campaigners")


@pytest.fixture
def approver(db):
    return making.user("Administrators")


@pytest.fixture
def bundle_of(asker, approver, django_capture_on_commit_callbacks):
    """Asks, approves, builds and fetches."""

    def made(petition, partner=None, **facts):
        request = exports.Request("The Governor", partner, **facts)
        bundle = exports.ask(petition, asker, request)
        exports.approve(bundle, approver)
        with django_capture_on_commit_callbacks(execute=True):
            while building.step(bundle.pk):
                pass
        bundle.refresh_from_db()
        return bundle

    return made


@pytest.fixture
def opened(bundle_of, asker):
    def open_it(petition, partner=None):
        return Unpacked.of(exports.fetch(bundle_of(petition, partner), asker))

    return open_it
