"""Addressing: the last part of an address, in plain letters that keep what its words mean.

Plain letters have no ñ and no accents. `ñ` becomes `ni`, because *ano* is not *año*. Accents go:
few words change by that, and no spelling would keep those few, so a person is told of them.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

TILDES = str.maketrans({"ñ": "ni", "Ñ": "ni"})
WORD = re.compile(r"[^\W\d_]+")
# Plain spellings that are read as another word whatever the title says.
MISREAD = ("año", "años")
# Words that are another word without their accent: potato, breast, groins, lost, drinks.
ACCENTED = {"papá", "papás", "mamá", "mamás", "inglés", "pérdida", "pérdidas", "bebé", "bebés"}


def address_of(text: str) -> str:
    """The text as the last part of an address; empty if it has no letter or digit."""
    return slugify(composed(text).translate(TILDES))


def composed(text: str) -> str:
    """With each letter and its mark as one: some keyboards and files send them as two."""
    return unicodedata.normalize("NFC", text)


def kept_address(wanted: str, old: str) -> str:
    """The address for what was typed; `old` stays where it is what was made of it before."""
    return old if old and slugify(wanted) == old else address_of(wanted)


@dataclass(frozen=True)
class Slip:
    """A word whose plain spelling in an address is read as another one.

    `better` is the whole address with that word mended; empty where other words are needed.
    """

    word: str
    read: str
    better: str

    def __str__(self) -> str:
        if self.better:
            sentence = _("The address says “%(read)s” for “%(word)s”. Better: %(better)s")
        else:
            sentence = _(
                "The address says “%(read)s” for “%(word)s”, which is another word. "
                "Use other words if that could mislead."
            )
        return sentence % {"read": self.read, "word": self.word, "better": self.better}


def slip_in(address: str, title: str) -> Slip | None:
    """The first word of the title that its address misspells. Only those of `title` are known,
    and the few that are never meant.
    """
    parts = address.split("-")
    words = {slugify(each): each for each in [*MISREAD, *WORD.findall(composed(title).lower())]}
    found = [read for read in parts if read in words and _misleads(words[read])]
    if not found:
        return None
    mended = [address_of(words[part]) if part in found else part for part in parts]
    return Slip(words[found[0]], found[0], "-".join(mended) if mended != parts else "")


def _misleads(word: str) -> bool:
    return slugify(word) != address_of(word) or word in ACCENTED
