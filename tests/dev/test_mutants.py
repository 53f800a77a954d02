"""A mutant counts as killed only when the test that it names failed for what it asserts."""

import pytest

from dev.mutants import applies, place, read_mutant, verdict
from dev.steps import Refusal

PATCH = """# breaks: promise 2 (counted once)
# must-fail: tests/campaigns/test_signing.py::test_once
--- a/word.txt
+++ b/word.txt
@@ -1 +1 @@
-{before}
+twice
"""
REPORT = """<testsuites><testsuite><testcase classname="tests.campaigns.test_signing"
name="{name}">{inside}</testcase></testsuite></testsuites>"""


@pytest.fixture
def mutant(tmp_path):
    patch = tmp_path / "twice.patch"
    patch.write_text(PATCH.format(before="once"))
    return read_mutant(patch)


def judged(mutant, tree, code, inside, name="test_once[es]"):
    (tree / "report.xml").write_text(REPORT.format(name=name, inside=inside))
    return verdict(mutant, code, tree)


def test_a_patch_says_what_it_breaks_and_who_must_notice(mutant):
    assert mutant.breaks == "promise 2 (counted once)"
    assert [place(test) for test in mutant.must_fail] == [
        ("tests.campaigns.test_signing", "test_once")
    ]
    assert not mutant.touches_migrations


def test_a_patch_without_its_test_is_refused(tmp_path):
    patch = tmp_path / "mute.patch"
    patch.write_text("# breaks: promise 1\n--- a/x\n+++ b/x\n")
    with pytest.raises(Refusal):
        read_mutant(patch)


def test_a_patch_applies_to_the_tree_as_it_was(mutant, tmp_path):
    (tmp_path / "word.txt").write_text("once\n")
    assert applies(mutant, tmp_path)
    assert (tmp_path / "word.txt").read_text() == "twice\n"
    assert not applies(mutant, tmp_path)


@pytest.mark.parametrize(
    ("code", "inside", "expected"),
    [
        (1, "<failure/>", "killed"),
        (1, "<error/>", "unnoticed by tests/campaigns/test_signing.py::test_once"),
        (0, "", "SURVIVED"),
        (2, "", "pytest ended with 2"),
        (5, "", "pytest ended with 5"),
    ],
)
def test_only_a_failed_assertion_kills(mutant, tmp_path, code, inside, expected):
    assert judged(mutant, tmp_path, code, inside) == expected


def test_another_test_that_fails_does_not_count(mutant, tmp_path):
    assert judged(mutant, tmp_path, 1, "<failure/>", name="test_other").startswith("unnoticed")
