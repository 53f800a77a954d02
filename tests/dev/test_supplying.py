"""What Hub is made of is written down whole, and silence is not taken for safety."""

import json

import pytest

from dev.bootstrap import ROOT
from dev.pinning import pinned
from dev.supplying import SAFE, UNKNOWN, WEAK, audit, components, verdict, write_bill

SOUND = {"name": "django", "version": "5.2", "vulns": []}
HOLED = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-0"}]}
NOT_ASKED = {"name": "amqp", "skip_reason": "Dependency not found"}


def test_the_bill_names_every_package_that_a_server_installs(tmp_path):
    file = tmp_path / "sbom.json"
    assert write_bill(file) == []
    assert components(file) == set(pinned(ROOT / "requirements.txt"))
    assert {"django", "wagtail", "celery"} <= components(file)


@pytest.mark.parametrize(
    ("code", "packages", "expected"),
    [
        (0, [SOUND], SAFE),
        (1, [SOUND, HOLED], WEAK),
        (0, [SOUND, NOT_ASKED], UNKNOWN),
        (1, [SOUND], UNKNOWN),
        (0, [], UNKNOWN),
    ],
)
def test_only_a_whole_answer_is_safety(code, packages, expected):
    assert verdict(code, json.dumps({"dependencies": packages})) == expected


@pytest.mark.parametrize("report", ["", "not JSON", "[]", "null"])
def test_an_auditor_that_says_nothing_knows_nothing(report):
    assert verdict(0, report) == UNKNOWN


def test_a_source_that_is_away_is_told_as_that():
    nowhere = ("--vulnerability-service=osv", "--osv-url=http://127.0.0.1:9/v1/query")
    assert audit("requirements.txt", *nowhere)[0] == UNKNOWN
