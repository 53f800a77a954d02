"""The demo's alert: the rally's demand, sent to those who asked for alerts."""

from dataclasses import dataclass

from home.demo.wording import Pair


@dataclass(frozen=True, slots=True)
class Alert:
    """`call` names the campaign and `story` the post whose cards it shows; `steps` are a list."""

    slug_en: str
    slug_es: str
    title: Pair
    subject: Pair
    preheader: Pair
    opening: tuple[Pair, ...]
    call: str
    heading: Pair
    steps: tuple[Pair, ...]
    story: str
    closing: Pair


BEFORE_HE_SIGNS = Alert(
    slug_en="before-the-governor-signs",
    slug_es="antes-de-que-firme-el-gobernador",
    title=Pair(
        en="Add your name before the governor signs",
        es="Suma tu nombre antes de que firme el gobernador",
    ),
    subject=Pair(
        en="Ask Governor Patrick to reconsider before he signs",
        es="Pídele al gobernador que reconsidere antes de firmar",
    ),
    preheader=Pair(
        en="More than 100 advocates asked him at the State House. It takes a minute to join them.",
        es="Más de cien activistas se lo pidieron en el Capitolio. Sumarte toma un minuto.",
    ),
    opening=(
        Pair(
            en="""Governor Deval Patrick says that he will approve <b>Secure Communities</b> for all
            of Massachusetts. The program checks the fingerprints of people who are arrested against
            an immigration database.""",
            es="""El gobernador Deval Patrick dice que aprobará <b>Comunidades Seguras</b> para todo
            Massachusetts. El programa coteja las huellas de las personas arrestadas con una base de
            datos de inmigración.""",
        ),
        Pair(
            en="""Centro Presente learned that Boston had taken part without saying so, and began
            Just Communities. This week more than 100 advocates stood at the State House and asked
            the governor to think again.""",
            es="""Centro Presente supo que Boston había participado sin decirlo, e inició
            Comunidades Justas. Esta semana más de cien activistas se plantaron en el Capitolio y
            le pidieron al gobernador que lo piense de nuevo.""",
        ),
    ),
    call="just-communities",
    heading=Pair(en="Three things you can do today", es="Tres cosas que puedes hacer hoy"),
    steps=(
        Pair(
            en="Sign, and confirm with the link that we mail you.",
            es="Firma y confirma con el enlace que te enviamos por correo.",
        ),
        Pair(
            en="Pass the petition on to one person in the language they read best.",
            es="Pásale la petición a una persona en el idioma que mejor lee.",
        ),
        Pair(
            en="Read what happened at the rally, and tell somebody who was not there.",
            es="Lee qué pasó en la manifestación y cuéntaselo a alguien que no estuvo.",
        ),
    ),
    story="rally",
    closing=Pair(
        en="We write again when there is an answer, whatever it is.",
        es="Volveremos a escribirte cuando haya una respuesta, sea cual sea.",
    ),
)

ALERTS = (BEFORE_HE_SIGNS,)
