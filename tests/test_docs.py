"""The documents say what is so: settings, files, commands, links and refusals that they name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.core.management import get_commands

from dev.bootstrap import MODULES

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
RUNNING = ROOT / "docs" / "running.md"
EDITING = ROOT / "docs" / "editing.md"
NOT_HERE_YET = "Not here yet"

READERS = {
    "text",
    "flag",
    "number",
    "number_up_to",
    "listing",
    "web_address",
    "database",
    "redis_address",
}
READERS |= {"mail_server", "keyring", "machine_translator", "proxy_key", "get", "pop"}
READERS |= {"broker", "cdns", "store"}  # hub/many_hosts.py
OF_EVERY_SYSTEM = {"PATH", "DJANGO_SETTINGS_MODULE"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Folders that people and systems name as they like: a path below them is one machine's own.
PERSONAL = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|mnt|opt|work|workspace)\b/")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(file: Path) -> Iterator[ast.Call]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def variables_of(file: Path) -> Iterator[str]:
    """Names that are read from the environment: `env.flag("DEBUG")`, `os.environ["PORT"]`."""
    for call in calls(file):
        function = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        first = call.args[0] if call.args else None
        if function in READERS and isinstance(first, ast.Constant):
            yield str(first.value)
    yield from re.findall(r"environ\[\"(\w+)\"\](?! =)", file.read_text(encoding="utf-8"))


def variables() -> set[str]:
    files = [*(ROOT / "hub").glob("*.py"), *(ROOT / "dev").glob("*.py")]
    found = {name for file in files for name in variables_of(file)}
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    found |= set(re.findall(r"(?<!\$)\$\{(\w+)", compose))
    found |= set(re.findall(r"^(\w+)=", (ROOT / "deploy" / "example.env").read_text(), re.M))
    return {name for name in found if re.fullmatch(r"[A-Z][A-Z_]+", name)} - OF_EVERY_SYSTEM


def test_the_search_for_settings_finds_some():
    assert {"SECRET_KEY", "DEBUG", "DATABASE_POOL_SIZE", "PORT", "TLS_FOLDER"} <= variables()


def test_every_setting_is_described():
    told = RUNNING.read_text(encoding="utf-8")
    assert [name for name in sorted(variables()) if f"`{name}`" not in told] == []


def anchors_of(file: Path) -> set[str]:
    """As the places that show Markdown make them: lower case, no marks, dashes for spaces."""
    headings = HEADING.findall(FENCE.sub("", file.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}


def broken(file: Path) -> Iterator[str]:
    for target in LINK.findall(FENCE.sub("", file.read_text(encoding="utf-8"))):
        path, _, anchor = target.partition("#")
        if "://" in target:
            continue
        there = (file.parent / path).resolve() if path else file
        if not there.exists() or (anchor and anchor not in anchors_of(there)):
            yield target


@pytest.mark.parametrize("file", DOCS, ids=name_of)
def test_links_lead_somewhere(file):
    assert list(broken(file)) == []


def named_places(file: Path) -> Iterator[str]:
    """Files and folders of ours in code marks, such as `cms/publishing.py` or `deploy/`."""
    tops = {path.name for path in ROOT.iterdir() if path.is_dir()} - {".run"}
    for said in CODE.findall(FENCE.sub("", file.read_text(encoding="utf-8"))):
        first = said.split()[0]
        if "/" in first and first.partition("/")[0] in tops and "…" not in first:
            yield first.partition("::")[0]


@pytest.mark.parametrize("file", DOCS, ids=name_of)
def test_named_files_exist(file):
    assert [place for place in named_places(file) if not (ROOT / place).exists()] == []


def without_plans(file: Path) -> str:
    """What is still to come may name what is not there."""
    text = file.read_text(encoding="utf-8")
    return text.partition(f"\n## {NOT_HERE_YET}\n")[0]


@pytest.mark.parametrize("file", DOCS, ids=name_of)
def test_named_commands_exist(file):
    text = without_plans(file)
    scripts = {
        name
        for name in re.findall(r"(?<![/\w])bin/(\w+)", text)
        if not (ROOT / "bin" / name).exists()
    }
    commands = set(re.findall(r"\bmanage\.py (\w+)", text)) - set(get_commands())
    assert (scripts, commands) == (set(), set())


def test_every_script_is_known_to_the_bootstrap():
    """But for the one that comes before any environment."""
    assert {path.name for path in (ROOT / "bin").iterdir()} == {*MODULES, "install"}


@pytest.mark.parametrize("file", DOCS, ids=name_of)
def test_no_document_names_a_path_of_one_machine(file):
    text = file.read_text(encoding="utf-8")
    assert PERSONAL.findall(text) == []
    assert str(ROOT) not in text


def test_records_are_short_and_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))
    long = [path.name for path in RECORDS if len(path.read_text().splitlines()) > 30]
    assert long == []


def refusals() -> set[str]:
    """The sentences with which cms/publishing.py refuses, the plural one without its number."""
    said = set()
    for call in calls(ROOT / "cms" / "publishing.py"):
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}:
            said.add(str(call.args[-2 if call.func.id == "ngettext" else 0].value))
    return said


def test_editors_find_every_refusal_in_their_language():
    english, spanish = EDITING.read_text(encoding="utf-8").split("\n## En español\n")
    catalogue = polib.pofile(str(ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"))
    translated = {e.msgid_plural or e.msgid: e.msgstr_plural.get(1, e.msgstr) for e in catalogue}
    assert refusals()
    for sentence in refusals():
        assert sentence.replace("%(count)d", "3") in english
        assert translated[sentence].replace("%(count)d", "3") in spanish


def rooms_of(app: str) -> set[str]:
    map_of_rooms = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    _before, told = map_of_rooms.split(f"## The rooms of {app}\n")
    return set(CODE.findall(told.partition("\n## ")[0]))


def test_every_module_of_the_pages_has_its_room():
    modules = {path.stem for path in (ROOT / "cms").glob("*.py")} - {"__init__"}
    assert modules - rooms_of("cms") == set()


def test_every_module_of_the_campaigns_has_its_room():
    files = (ROOT / "campaigns").rglob("*.py")
    modules = {path.stem for path in files if path.parent.name != "migrations"} - {"__init__"}
    assert modules - rooms_of("campaigns") == set()


def test_every_module_of_the_supporters_has_its_room():
    modules = {path.stem for path in (ROOT / "supporters").glob("*.py")} - {"__init__"}
    assert modules - rooms_of("supporters") == set()


def test_every_module_of_the_outbox_has_its_room():
    files = [*(ROOT / "outbox").glob("*.py"), *(ROOT / "outbox" / "inspecting").glob("*.py")]
    assert {path.stem for path in files} - {"__init__"} - rooms_of("outbox") == set()


def test_every_module_of_the_alerts_has_its_room():
    modules = {path.stem for path in (ROOT / "alerts").glob("*.py")} - {"__init__"}
    assert modules - rooms_of("alerts") == set()


def test_every_module_of_the_tips_has_its_room():
    modules = {path.stem for path in (ROOT / "tips").glob("*.py")} - {"__init__"}
    assert modules - rooms_of("tips") == set()


@pytest.mark.parametrize("name", ["campaigning.md", "sending.md"])
def test_the_same_parts_are_read_in_both_languages(name):
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    english, spanish = text.split("\n## En español\n")
    assert english.count("\n### ") == spanish.count("\n### ")
    assert english.count("\n- ") == spanish.count("\n- ")


NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
NAMED_CASE = re.compile(r"`(test_\w+)\[campaigns\.(\w+)\]`")


def test_each_defect_names_tests_that_exist():
    told = (ROOT / "docs" / "defects.md").read_text(encoding="utf-8")
    named = NAMED_TEST.findall(told)
    assert len(named) > 50
    missing = [
        (file, test)
        for file, test in named
        if f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []
    arriving = (ROOT / "tests/campaigns/test_arriving.py").read_text(encoding="utf-8")
    for test, kind in NAMED_CASE.findall(told):
        assert f"def {test}(" in arriving
        assert re.search(rf"\b{kind.upper()}\b", arriving), kind
