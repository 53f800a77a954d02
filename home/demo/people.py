"""Who is who in the demo newsroom, and what it writes about. Every person here is invented."""

from dataclasses import dataclass

from home.demo.wording import Pair, name


@dataclass(frozen=True, slots=True)
class Author:
    key: str
    slug: str
    name: str
    role: Pair
    biography: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    slug_en: str
    slug_es: str
    name: Pair
    description: Pair


@dataclass(frozen=True, slots=True)
class Series:
    key: str
    slug_en: str
    slug_es: str
    name: Pair
    description: Pair


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody to log in as; `language` is that of their editing screens."""

    role: str
    username: str
    first_name: str
    last_name: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Follow:
    name: str
    url: str
    kind: str = "other"


@dataclass(frozen=True, slots=True)
class Newsroom:
    name: Pair
    tagline: Pair
    tip_title: Pair
    tip_text: Pair
    follow: tuple[Follow, ...]


NEWSROOM = Newsroom(
    name=name("Bahía Plural"),
    tagline=Pair(
        en="News and campaigns of the Bay State’s immigrants, in two languages",
        es="Noticias y campañas de los inmigrantes de Massachusetts, en dos idiomas",
    ),
    tip_title=Pair(en="Do you know something we should?", es="¿Sabes algo que debamos saber?"),
    tip_text=Pair(
        en="""Tell us about a story or a campaign near you. Write in the language you prefer; you
        decide whether to leave a name.""",
        es="""Cuéntanos de una historia o una campaña cerca de ti. Escribe en el idioma que
        prefieras; tú decides si dejas un nombre.""",
    ),
    follow=(
        Follow("WhatsApp", "https://whatsapp.example.org/channel/bahiaplural", "whatsapp"),
        Follow("Facebook", "https://facebook.example.org/bahiaplural"),
        Follow("Twitter", "https://twitter.example.org/bahiaplural"),
    ),
)

AUTHORS = (
    Author(
        key="valdivieso",
        slug="ines-valdivieso",
        name="Inés Valdivieso",
        role=Pair(en="Reporter, in English and Spanish", es="Reportera, en español e inglés"),
        biography=(
            Pair(
                en="""Inés Valdivieso covers immigration and daily life in the neighborhoods of
                Greater Boston. She writes each story in the language in which she heard it.""",
                es="""Inés Valdivieso cubre inmigración y la vida diaria en los barrios de Boston y
                sus alrededores. Escribe cada nota en el idioma en que se la contaron.""",
            ),
            Pair(
                en="""Before joining the newsroom she taught evening classes and hosted a morning
                program on community radio.""",
                es="""Antes de llegar a la redacción dio clases nocturnas y condujo un programa
                matutino en una radio comunitaria.""",
            ),
        ),
    ),
    Author(
        key="halloran",
        slug="peter-halloran",
        name="Peter Halloran",
        role=Pair(en="Reporter", es="Reportero"),
        biography=(
            Pair(
                en="""Peter Halloran reports on work, public transport and what city budgets do to
                the people who live in them.""",
                es="""Peter Halloran escribe sobre el trabajo, el transporte público y lo que los
                presupuestos municipales le hacen a la gente que vive con ellos.""",
            ),
            Pair(
                en="""He learned the trade at small weekly papers, and is learning Spanish from his
                neighbors.""",
                es="""Aprendió el oficio en pequeños semanarios, y el español lo está aprendiendo
                con sus vecinos.""",
            ),
        ),
    ),
)

TOPICS = (
    Topic(
        key="immigration",
        slug_en="immigration",
        slug_es="inmigracion",
        name=Pair(en="Immigration", es="Inmigración"),
        description=Pair(
            en="Laws, programs and decisions that reach immigrant families in Massachusetts.",
            es="Leyes, programas y decisiones que llegan a las familias inmigrantes del estado.",
        ),
    ),
    Topic(
        key="communities",
        slug_en="communities",
        slug_es="comunidades",
        name=Pair(en="Communities", es="Comunidades"),
        description=Pair(
            en="What neighbors do together: schools, libraries, churches, kitchens.",
            es="Lo que los vecinos hacen juntos: escuelas, bibliotecas, iglesias, cocinas.",
        ),
    ),
    Topic(
        key="work",
        slug_en="rights-at-work",
        slug_es="derechos-laborales",
        name=Pair(en="Rights at work", es="Derechos laborales"),
        description=Pair(
            en="Wages, hours and safety, and what to do when they fail.",
            es="Salarios, horarios y seguridad, y qué hacer cuando fallan.",
        ),
    ),
)

SERIES = (
    Series(
        key="fingerprint",
        slug_en="what-a-fingerprint-decides",
        slug_es="lo-que-decide-una-huella",
        name=Pair(en="What a fingerprint decides", es="Lo que decide una huella"),
        description=Pair(
            en="Three stories on the program that checks fingerprints, and on those who resist it.",
            es="Tres notas sobre el programa que coteja huellas y sobre quienes se le oponen.",
        ),
    ),
)

LOGINS = (
    Login("editor", "editor", "Camila", "Ferreyra", "editor@example.org", "en"),
    Login("translator", "translator", "Joaquín", "Arce", "translator@example.org", "es"),
    Login("campaigner", "campaigner", "Ruth", "Abernathy", "campaigner@example.org", "en"),
    Login("administrator", "administrator", "Noor", "Haddad", "administrator@example.org", "en"),
    Login("tipreader", "tipreader", "Abel", "Quiroga", "tipreader@example.org", "en"),
)
