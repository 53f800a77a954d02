"""The letters that the people of a bundle signed: each wording, and how many of them saw it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count, QuerySet

from campaigns.bundles import Bundle
from campaigns.bundling.disclosing import disclosure_of
from campaigns.bundling.reading import blocks_of
from campaigns.models import Signature


@dataclass(frozen=True)
class SignedLetter:
    """`here` is how many of this bundle's names signed it, `all` how many of those who count.

    `text` is None where nobody kept it; a signature without a letter has no digest.
    """

    language: str
    digest: str
    text: str | None
    here: int
    all: int

    @property
    def stem(self) -> str:
        return f"letter-{self.language}-{self.digest}"


def signed_letters(bundle: Bundle) -> list[SignedLetter]:
    """Those that somebody in the bundle signed; of a bundle without names, all that were signed.

    By language, the most signed first.
    """
    counting = Signature.objects.counting().filter(petition=bundle.petition_id)
    everybody = _by_letter(counting)
    here = _by_letter(Signature.objects.filter(handovers__bundle=bundle))
    texts = _texts(bundle)
    wanted = here if disclosure_of(bundle).names else everybody
    letters = [
        SignedLetter(language, digest, texts.get((language, digest)), here[key], everybody[key])
        for key in wanted
        for language, digest in [key]
    ]
    return sorted(letters, key=lambda each: (each.language, -each.here, -each.all, each.digest))


def write_letters(folder: Path, letters: Iterable[SignedLetter]) -> list[Path]:
    """Each wording twice: to the byte as its digest was taken, and as plain text."""
    paths = []
    for letter in letters:
        if letter.text is not None:
            paths += [folder / f"{letter.stem}.html", folder / f"{letter.stem}.txt"]
            paths[-2].write_bytes(letter.text.encode())
            paths[-1].write_text(plain_text(letter.text), encoding="utf-8")
    return paths


def plain_text(letter: str) -> str:
    """Paragraphs with an empty line between them; items of a list with a dash."""
    return "\n\n".join(map(_plain, blocks_of(letter))) + "\n"


def _plain(block: dict[str, Any]) -> str:
    if "items" in block:
        return "\n".join(f"- {item}" for item in block["items"])
    return block["text"]


def _by_letter(signatures: QuerySet[Signature]) -> Counter[tuple[str, str]]:
    grouped = signatures.order_by().values_list("language", "letter_version")
    counts: Counter[tuple[str, str]] = Counter()
    for language, digest, number in grouped.annotate(number=Count("pk")):
        counts[language, digest] = number
    return counts


def _texts(bundle: Bundle) -> dict[tuple[str, str], str]:
    kept = bundle.petition.letters.values_list("language", "digest", "text")
    return {(language, digest): text for language, digest, text in kept}
