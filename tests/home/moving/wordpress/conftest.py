"""An old site for each test: a folder with an export and its uploads."""

import pytest

from tests.home.moving.wordpress.exports import OldSite


@pytest.fixture
def old_site(tmp_path):
    return OldSite(tmp_path)
