"""Which language a page claims for each piece of its text, as a screen reader would take it."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br", "hr", "path"}


class LanguagesOfText(HTMLParser):
    """Every piece of text a reader meets, with the language that the markup claims for it."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.open: list[str] = [""]
        self.said: list[tuple[str, str]] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        facts = dict(attrs)
        language = facts.get("lang", self.open[-1])
        told = ("content", "alt", "title", "aria-label", "value", "placeholder")
        self.said += [(language, facts[name]) for name in told if facts.get(name)]
        if tag not in VOID:
            self.open.append(language)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.said.append((self.open[-1], data.strip()))


def languages_of(body: str, words: str) -> set[str]:
    return {language for language, said in LanguagesOfText(body).said if words in said}
