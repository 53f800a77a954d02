"""A small victory: the story behind the campaign that was won. Harbor Hill is invented."""

from home.demo.wording import (
    Call,
    Event,
    Gallery,
    Heading,
    KeyFacts,
    Pair,
    Paragraph,
    Picture,
    Post,
    Quote,
    moment,
)

LIBRARY = Post(
    key="library",
    slug_en="evening-english-classes-stay-open",
    slug_es="siguen-abiertas-las-clases-nocturnas-de-ingles",
    topic="communities",
    authors=("halloran",),
    picture="classroom",
    published_at=moment(12, 14, 8, 30),
    calls_for="english-classes",
    tags=(
        Pair(en="Libraries", es="Bibliotecas"),
        Pair(en="Learning English", es="Aprender inglés"),
    ),
    title=Pair(
        en="Evening English classes stay open after neighbors speak up",
        es="Siguen abiertas las clases nocturnas de inglés tras la protesta de los vecinos",
    ),
    summary=Pair(
        en="""The Harbor Hill library wanted to save on heat and go dark at six. Its students wrote
        a letter, and the board changed its mind.""",
        es="""La biblioteca de Harbor Hill quería ahorrar calefacción y cerrar a las seis. Sus
        estudiantes escribieron una carta y la junta cambió de opinión.""",
    ),
    credit=Pair(en="Illustration: Bahía Plural", es="Ilustración: Bahía Plural"),
    alternative=Pair(
        en="""Illustration: a classroom in the evening, with lamps over empty desks and snow in the
        windows.""",
        es="""Ilustración: un aula por la noche, con lámparas sobre los pupitres vacíos y nieve en
        las ventanas.""",
    ),
    caption=Pair(
        en="The classroom on the second floor keeps its two evenings.",
        es="El aula de la planta alta conserva sus dos noches por semana.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""The lights on the second floor of the Harbor Hill library will stay on until
                nine. After two months of letters and one crowded public meeting, the library’s
                board voted last Thursday to keep its free evening English classes.""",
                es="""Las luces de la planta alta de la biblioteca de Harbor Hill seguirán
                encendidas hasta las nueve. Tras dos meses de cartas y una reunión pública repleta,
                la junta de la biblioteca votó el jueves pasado por mantener sus clases nocturnas de
                inglés, que son gratuitas.""",
            ),
            note=Pair(
                en="Five members voted in favor, two against. The minutes are on the board’s door.",
                es="Cinco miembros votaron a favor y dos en contra. El acta está en la puerta.",
            ),
        ),
        Paragraph(
            Pair(
                en="""The classes meet on Tuesdays and Thursdays and were due to end in January, to
                save the cost of heating the building at night. Some sixty people attend, most of
                them straight from work.""",
                es="""Las clases se dan los martes y los jueves, e iban a terminar en enero para
                ahorrar la calefacción nocturna del edificio. Asisten unas sesenta personas, la
                mayoría directamente desde el trabajo.""",
            ),
            note=Pair(
                en="Counted in November, by the teachers’ own lists.",
                es="Según las listas de las maestras, en noviembre.",
            ),
        ),
        Quote(
            text=Pair(
                en="""I clean offices until five and I am in my chair at six. If this class closes,
                there is no other hour in my day to learn.""",
                es="""Limpio oficinas hasta las cinco y a las seis estoy en mi silla. Si cierran
                esta clase, no tengo otra hora en el día para aprender.""",
            ),
            who=Pair(en="A student in the Tuesday class", es="Una estudiante de los martes"),
        ),
        Heading(Pair(en="Homework that went further", es="Una tarea que llegó lejos")),
        Paragraph(
            Pair(
                en="""The petition began as an exercise. A volunteer teacher asked her students to
                write a letter of complaint, and the best one was about the class itself. They
                corrected it together on the blackboard, translated it, and carried it from the
                laundromat to the bakery to the churches on the hill.""",
                es="""La petición empezó como un ejercicio. Una maestra voluntaria pidió a sus
                estudiantes que escribieran una carta de reclamo, y la mejor hablaba de la propia
                clase. La corrigieron entre todos en el pizarrón, la tradujeron y la llevaron de la
                lavandería a la panadería y a las iglesias de la colina.""",
            )
        ),
        Paragraph(
            Pair(
                en="""By its own account, the board was moved less by the number of names than by
                hearing the people who brought them. At the public meeting, students spoke in the
                language that they had learned upstairs.""",
                es="""Según la propia junta, más que la cantidad de nombres la convenció oír a
                quienes los llevaban. En la reunión pública, los estudiantes hablaron en el idioma
                que habían aprendido en la planta alta.""",
            )
        ),
        KeyFacts(
            title=Pair(en="What was agreed", es="Lo que se acordó"),
            items=(
                Pair(
                    en="The classes keep both evenings, from six to nine, and stay free.",
                    es="Las clases conservan las dos noches, de seis a nueve, y siguen sin costo.",
                ),
                Pair(
                    en="On those days the ground floor closes at six, to save heat.",
                    es="Esos días la planta baja cierra a las seis, para ahorrar calefacción.",
                ),
                Pair(
                    en="Neighbors take turns at the front desk.",
                    es="Los vecinos se turnan para atender la entrada.",
                ),
                Pair(
                    en="The board will review the plan in the fall of 2011.",
                    es="La junta revisará el plan en el otoño de 2011.",
                ),
            ),
        ),
        Paragraph(
            Pair(
                en="""New students may join on the first Tuesday of any month. Nobody asks for a
                library card, or for papers of any other kind.""",
                es="""Quien quiera empezar puede hacerlo el primer martes de cualquier mes. Nadie
                pide tarjeta de biblioteca ni papeles de ninguna otra clase.""",
            )
        ),
        Event(
            name=Pair(
                en="Open evening for new students", es="Noche abierta para nuevos estudiantes"
            ),
            place=Pair(en="Harbor Hill library", es="Biblioteca de Harbor Hill"),
            address=Pair(en="Second floor", es="Planta alta"),
            details=Pair(en="Children are welcome.", es="Puedes venir con niños."),
            start=moment(12, 16, 18, 0),
            end=moment(12, 16, 20, 0),
        ),
        Gallery(
            title=Pair(en="One evening on the hill", es="Una noche en la colina"),
            pictures=(
                Picture(
                    picture="library",
                    alternative=Pair(
                        en="Illustration: lit windows of a brick library at night, above the snow.",
                        es="""Ilustración: ventanas iluminadas de una biblioteca de ladrillo, de
                        noche, sobre la nieve.""",
                    ),
                    caption=Pair(en="At six, upstairs.", es="A las seis, en la planta alta."),
                ),
                Picture(
                    picture="bus-stop",
                    alternative=Pair(
                        en="Illustration: people in coats wait for a bus in the snow.",
                        es="Ilustración: personas con abrigo esperan un autobús en la nieve.",
                    ),
                    caption=Pair(en="At nine, the way home.", es="A las nueve, de vuelta a casa."),
                ),
            ),
        ),
        Call(
            campaign="english-classes",
            text=Pair(
                en="Read the letter that kept the classes open.",
                es="Lee la carta que mantuvo abiertas las clases.",
            ),
        ),
    ),
)
