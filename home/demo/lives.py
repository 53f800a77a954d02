"""What becomes of the demo's two petitions: their states, partners, updates and deliveries.

The partners of Just Communities are organisations of its story; all sentences are our own.
"""

from dataclasses import dataclass
from datetime import date, datetime

from home.demo.wording import Block, Pair, Paragraph, moment


@dataclass(frozen=True, slots=True)
class Step:
    """A change of state and what readers are told of it."""

    state: str
    at: datetime
    text: Pair


@dataclass(frozen=True, slots=True)
class Update:
    slug_en: str
    slug_es: str
    kind: str
    at: datetime
    title: Pair
    summary: Pair
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class HandIn:
    on: date
    how: str
    text: Pair
    answered_on: date | None = None
    answer: Pair | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """By a campaign's key; its target and letter stand in home/demo/campaigns.py."""

    key: str
    steps: tuple[Step, ...]
    partners: tuple[tuple[str, str], ...] = ()
    updates: tuple[Update, ...] = ()
    hand_ins: tuple[HandIn, ...] = ()


JUST_COMMUNITIES = Life(
    key="just-communities",
    steps=(
        Step(
            "open",
            moment(12, 13, 9),
            Pair(
                en="The petition opens before the governor has signed anything.",
                es="La petición se abre antes de que el gobernador haya firmado nada.",
            ),
        ),
    ),
    partners=(
        ("mira", "MIRA Coalition"),
        ("aclum", "ACLU of Massachusetts"),
    ),
    updates=(
        Update(
            slug_en="neighbors-ask-for-a-meeting",
            slug_es="los-vecinos-piden-una-reunion",
            kind="news",
            at=moment(12, 15, 17),
            title=Pair(
                en="Neighbors ask the governor’s office for a meeting",
                es="Los vecinos piden una reunión en la oficina del gobernador",
            ),
            summary=Pair(
                en="A short request went to the State House on Wednesday, in two languages.",
                es="Una breve solicitud llegó el miércoles a la sede del gobierno, en dos idiomas.",
            ),
            body=(
                Paragraph(
                    Pair(
                        en="""The request is one page long. It asks for half an hour, for an
                        interpreter, and for a date before the end of the year.""",
                        es="""La solicitud ocupa una página. Pide media hora, un intérprete y una
                        fecha antes de que termine el año.""",
                    )
                ),
                Paragraph(
                    Pair(
                        en="""No date has been set so far. We will write here as soon as there is
                        one.""",
                        es="""Hasta ahora no hay fecha. La publicaremos aquí en cuanto la haya.""",
                    )
                ),
            ),
        ),
    ),
)

ENGLISH_CLASSES = Life(
    key="english-classes",
    steps=(
        Step(
            "open",
            moment(10, 12, 18),
            Pair(
                en="The students start it on the stairs of the library.",
                es="Los estudiantes la empiezan en las escaleras de la biblioteca.",
            ),
        ),
        Step(
            "closed",
            moment(12, 6, 20),
            Pair(
                en="We close it so that the list is ready for the board’s meeting.",
                es="La cerramos para que la lista esté lista antes de la reunión de la junta.",
            ),
        ),
        Step(
            "delivered",
            moment(12, 7, 18),
            Pair(
                en="Two students handed the list to the board’s secretary.",
                es="Dos estudiantes entregaron la lista a la secretaria de la junta.",
            ),
        ),
        Step(
            "won",
            moment(12, 9, 20, 30),
            Pair(
                en="The board voted to keep both evenings.",
                es="La junta votó por conservar las dos noches.",
            ),
        ),
    ),
    hand_ins=(
        HandIn(
            on=date(2010, 12, 7),
            how="in_person",
            text=Pair(
                en="""Two students brought the list to the board’s secretary. She stamped a copy and
                gave it back to them.""",
                es="""Dos estudiantes llevaron la lista a la secretaria de la junta. Ella selló una
                copia y se la devolvió.""",
            ),
            answered_on=date(2010, 12, 9),
            answer=Pair(
                en="The board thanked the students and kept both evenings until the fall of 2011.",
                es="""La junta dio las gracias a los estudiantes y conservó las dos noches hasta el
                otoño de 2011.""",
            ),
        ),
    ),
)

LIVES = {life.key: life for life in (JUST_COMMUNITIES, ENGLISH_CLASSES)}
