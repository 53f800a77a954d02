"""Brings locale/*/LC_MESSAGES/django.po up to date with the code.

bin/messages                    takes up what is new, keeps what is translated, drops the rest
bin/messages --check            changes nothing; says what is out of date, empty or fuzzy
bin/messages --merge FILE…      fills the Spanish from JSON: {"msgid": "msgstr"}, and for
                                plurals {"msgid": ["singular", "plural"]}; a context goes
                                before its msgid with \\u0004 between them
"""

import argparse
import json
import sys
from pathlib import Path

import polib

from dev.bootstrap import ROOT
from dev.extracting import Found, directives, extract_all

LANGUAGES = ("en", "es")
SOURCE_LANGUAGE = "en"
CONTEXT_MARK = "\u0004"
WIDTH = 98
Messages = dict[tuple[str | None, str], Found]
Translation = str | list[str]


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    found = extract_all(ROOT)
    news = load_news(options.merge)
    problems = []
    for language in LANGUAGES:
        path = catalogue_path(ROOT, language)
        catalogue = updated(path, found, language)
        if language != SOURCE_LANGUAGE:
            problems += fill(catalogue, news)
        text = str(catalogue) + "\n"
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            problems.append(f"{language}: out of date; run bin/messages")
        problems += lacks(catalogue, language)
    print("\n".join(problems) or f"{len(found)} messages, complete in {' and '.join(LANGUAGES)}")
    return 1 if problems and options.check else 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/messages", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE")
    return parser.parse_args(arguments)


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def updated(path: Path, found: Messages, language: str) -> polib.POFile:
    """A catalogue of exactly what was found, with the translations that `path` has already."""
    known = polib.pofile(str(path)) if path.exists() else polib.POFile()
    before: dict[tuple[str | None, str], polib.POEntry] = {
        (entry.msgctxt or None, entry.msgid): entry for entry in known if not entry.obsolete
    }
    catalogue = polib.POFile(wrapwidth=WIDTH)
    # No dates: they would make every run a change.
    catalogue.metadata = {
        "Project-Id-Version": "Hub",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key in sorted(found, key=lambda key: (key[1], key[0] or "")):
        catalogue.append(entry_for(found[key], before.get(key), language))
    return catalogue


def entry_for(message: Found, before: polib.POEntry | None, language: str) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=message.context,
        msgid=message.singular,
        msgid_plural=message.plural or "",
        occurrences=[(place, "") for place in sorted(message.places)],
        comment="\n".join(message.comments),
        flags=["python-format"] if message.has_directives else [],
    )
    same_shape = before is not None and bool(before.msgid_plural) == bool(message.plural)
    if before is not None and same_shape and before.translated():
        translate(entry, list(before.msgstr_plural.values()) or before.msgstr)
    elif language == SOURCE_LANGUAGE:
        translate(entry, [message.singular, message.plural] if message.plural else message.singular)
    elif message.plural:
        translate(entry, ["", ""])
    return entry


def translate(entry: polib.POEntry, translation: Translation) -> None:
    if isinstance(translation, list):
        entry.msgstr_plural = dict(enumerate(translation))
    else:
        entry.msgstr = translation


def load_news(files: list[Path]) -> dict[str, Translation]:
    news: dict[str, Translation] = {}
    for file in files:
        news |= json.loads(file.read_text(encoding="utf-8"))
    return news


def fill(catalogue: polib.POFile, news: dict[str, Translation]) -> list[str]:
    """Puts each translation where it belongs; returns a line for each that belongs nowhere."""
    entries = {spoken(entry): entry for entry in catalogue}
    problems = []
    for key, translation in news.items():
        entry = entries.get(key)
        if entry is None:
            problems.append(f"no message “{key}” in the code")
        elif bool(entry.msgid_plural) != isinstance(translation, list):
            problems.append(f"“{key}” needs {'two forms' if entry.msgid_plural else 'one form'}")
        else:
            translate(entry, translation)
    return problems


def spoken(entry: polib.POEntry) -> str:
    return f"{entry.msgctxt}{CONTEXT_MARK}{entry.msgid}" if entry.msgctxt else entry.msgid


def lacks(catalogue: polib.POFile, language: str) -> list[str]:
    """A line for every entry that a reader would meet in the wrong language, or broken."""
    problems = []
    for entry in catalogue:
        if not entry.translated():
            problems.append(f"{language}: “{entry.msgid}” is not translated")
        elif not directives_agree(entry):
            problems.append(f"{language}: “{entry.msgid}” names other values than its translation")
    return problems


def directives_agree(entry: polib.POEntry) -> bool:
    """The form for one may leave the number out: “one signature”."""
    if not entry.msgid_plural:
        return directives(entry.msgid) == directives(entry.msgstr)
    allowed = set(directives(entry.msgid_plural))
    one, many = entry.msgstr_plural[0], entry.msgstr_plural[1]
    return set(directives(one)) <= allowed and set(directives(many)) == allowed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
