"""One version in every place that names it, and a release that tells what has changed."""

import re
from datetime import UTC, datetime

import pytest

from dev.bootstrap import ROOT
from dev.releasing import PLACES, order, write
from dev.steps import Refusal
from hub.version import VERSION

CHANGES = "# Changelog\n\n## Unreleased\n\n### Added\n\n- More.\n\n## 0.1.0 - 2026-01-02\n"


@pytest.fixture
def root(tmp_path):
    """A checkout on its way to 0.2.0."""
    (tmp_path / "hub").mkdir()
    for name, line in PLACES.items():
        (tmp_path / name).write_text(f"a line\n{line.format('0.2.0.dev0')}\n")
    (tmp_path / "CHANGELOG.md").write_text(CHANGES)
    return tmp_path


def test_every_place_names_this_version():
    for name, line in PLACES.items():
        assert line.format(VERSION) in (ROOT / name).read_text(encoding="utf-8").splitlines()


def test_the_changelog_has_every_release_with_its_day_the_newest_first():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (?!Unreleased)(.*)$", text, re.MULTILINE)
    found = [re.fullmatch(r"(\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)", head) for head in heads]
    assert all(found)
    orders = [order(each[1]) for each in found]
    assert orders == sorted(orders, reverse=True)
    is_on_its_way = VERSION.endswith(".dev0")
    assert is_on_its_way or order(VERSION) in orders
    assert max(orders, default=(0,)) <= order(VERSION)


def test_a_release_takes_what_is_unreleased(root):
    write("0.2.0", root, "0.2.0.dev0")
    today = datetime.now(UTC).date()
    told = (root / "CHANGELOG.md").read_text()
    assert f"## Unreleased\n\n## 0.2.0 - {today}\n\n### Added\n\n- More.\n\n## 0.1.0" in told
    for name, line in PLACES.items():
        assert (root / name).read_text() == f"a line\n{line.format('0.2.0')}\n"


def test_going_on_changes_no_list(root):
    write("0.3.0.dev0", root, "0.2.0.dev0")
    assert (root / "CHANGELOG.md").read_text() == CHANGES
    assert 'VERSION = "0.3.0.dev0"' in (root / "hub/version.py").read_text()


@pytest.mark.parametrize("version", ["0.1.9", "0.2.0.dev0", "0.2", "1.0.0rc1", "v1.0.0", ""])
def test_an_earlier_version_and_none_at_all_change_nothing(root, version):
    with pytest.raises(Refusal):
        write(version, root, "0.2.0.dev0")
    assert (root / "CHANGELOG.md").read_text() == CHANGES


def test_a_release_without_changes_is_refused(root):
    (root / "CHANGELOG.md").write_text("## Unreleased\n\n## 0.1.0 - 2026-01-02\n")
    with pytest.raises(Refusal, match="unreleased"):
        write("0.2.0", root, "0.2.0.dev0")
