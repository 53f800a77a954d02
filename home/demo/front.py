"""The demo's front page as its editors arranged it: stories, campaign and topics by their keys."""

from home.demo.wording import Pair

LEAD = "rally"
CAMPAIGN = "just-communities"
PACKAGE = ("states", "fingerprints", "signing")
TOPICS = ("communities", "work")
PACKAGE_TITLE = Pair(
    en="What a fingerprint decides, and who refuses to sign",
    es="Lo que decide una huella y quién se niega a firmar",
)
TEXT_TITLE = Pair(en="One newsroom, two languages", es="Una redacción, dos idiomas")
TEXT = Pair(
    en="""We write each story in the language in which it was told to us, and translate it for those
    who read in the other. What we correct, we correct in both at once.""",
    es="""Escribimos cada nota en el idioma en que nos la contaron y la traducimos para quienes leen
    en el otro. Lo que corregimos, lo corregimos en los dos a la vez.""",
)
