"""The page of proofs: what a run says of its tests, and nothing of the others."""

from pathlib import Path

from dev.bootstrap import ROOT
from dev.faulting import judged, prove_accidents, read_report
from dev.proof import Proof, read_proof
from dev.threats import threats

REPORT = """<testsuites><testsuite>
<testcase file="tests/faults/test_a.py" name="test_kill[one]" time="12.4"><properties>
<property name="accident" value="a worker | is killed"/><property name="seen" value="9 signed"/>
<property name="lost" value="0"/><property name="unknown" value="3"/></properties></testcase>
<testcase file="tests/faults/test_a.py" name="test_kill[two]" time="1">{inside}</testcase>
<testcase file="tests/faults/test_b.py" name="test_quiet" time="1"></testcase>
</testsuite></testsuites>"""


def cases(folder: Path, inside: str) -> list:
    (folder / "report.xml").write_text(REPORT.format(inside=inside))
    return list(read_report(folder / "report.xml"))


def test_a_run_replaces_its_own_rows_alone(tmp_path, monkeypatch):
    page = tmp_path / "proof.md"
    monkeypatch.setattr("dev.faulting.PROOF", page)
    prove_accidents(cases(tmp_path, "<failure/>"), is_written=True)
    first = read_proof(page)
    assert [row.held for row in first.accidents] == ["yes", "NO"]
    assert first.accidents[0].name == "a worker / is killed"
    figures = (first.accidents[0].lost, first.accidents[0].doubled, first.accidents[0].unknown)
    assert figures == ("0", "–", "3")
    other = page.read_text().replace("test_a.py", "test_other.py")
    page.write_text(other)
    prove_accidents(cases(tmp_path, "<skipped/>"), is_written=True)
    held = [(row.test.partition("::")[0], row.held) for row in read_proof(page).accidents]
    assert held == [
        ("`tests/faults/test_a.py", "yes"),
        ("`tests/faults/test_a.py", "not run"),
        ("`tests/faults/test_other.py", "yes"),
        ("`tests/faults/test_other.py", "NO"),
    ]
    prove_accidents(cases(tmp_path, "")[1:2], is_written=True)
    before = page.read_text()
    assert len(read_proof(page).accidents) == len(held), "the other parameter's row stays"
    prove_accidents(cases(tmp_path, "<failure/>"), is_written=False)
    assert page.read_text() == before == read_proof(page).text()


def test_a_threat_whose_tests_did_not_all_run_is_not_held_off():
    rows = list(judged([], "today"))
    assert {row.held for row in rows} == {"NO"}
    proof = Proof().with_threats(rows)
    assert len(proof.threats) == len(threats()) > 15


def test_every_threat_names_tests_that_exist():
    named = {test for tests in threats().values() for test in tests}
    for path, _sep, name in (test.partition("::") for test in sorted(named)):
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), name
