"""What circulars of the benchmarks say, and to whom: ours and a peer's are equally long.

Without a model, so that a Django that knows nothing of Hub can import it.
"""

SAID = {
    "en": "The judge decides on Friday; sign and pass it on.",
    "es": "El juez decide el viernes; firma y comparte.",
}
HTML_BYTES, TEXT_BYTES = 10_000, 5_000
DOMAINS = 30


def address(number: int) -> str:
    return f"reader{number}@mail{number % DOMAINS}.example.org"


def article(line: str) -> str:
    """HTML of HTML_BYTES that leaves TEXT_BYTES when its tags are gone."""
    paragraphs = TEXT_BYTES // len(f"{line}\n")
    room = HTML_BYTES // paragraphs - len(f'<p class="">{line}</p>\n')
    return f'<p class="{"x" * room}">{line}</p>\n' * paragraphs
