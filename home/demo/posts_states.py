"""The same argument in other states."""

from home.demo.wording import Call, Heading, KeyFacts, Pair, Paragraph, Post, moment

STATES = Post(
    key="states",
    slug_en="new-york-and-washington-press-their-governors",
    slug_es="nueva-york-y-washington-presionan-a-sus-gobernadores",
    topic="immigration",
    authors=("valdivieso",),
    picture="states",
    published_at=moment(12, 22, 11, 0),
    calls_for="just-communities",
    tags=(Pair(en="Governors", es="Gobernadores"),),
    series="fingerprint",
    part=2,
    title=Pair(
        en="Two more governors hear the same request: stay out of Secure Communities",
        es="Otros dos gobernadores oyen el mismo pedido: no entrar en Comunidades Seguras",
    ),
    summary=Pair(
        en="""Advocates in New York and Washington State are pressing their governors, too. What
        unites the three campaigns is a signature that is still missing, or can be taken back.""",
        es="""En Nueva York y en el estado de Washington también presionan a sus gobernadores. A las
        tres campañas las une una firma que aún falta, o que todavía puede retirarse.""",
    ),
    credit=Pair(en="Illustration: Bahía Plural", es="Ilustración: Bahía Plural"),
    alternative=Pair(
        en="""Illustration: a map of the country made of square tiles, with Washington State, New
        York and Massachusetts lit and joined by a thread.""",
        es="""Ilustración: un mapa del país hecho de mosaicos cuadrados, con el estado de
        Washington, Nueva York y Massachusetts iluminados y unidos por un hilo.""",
    ),
    caption=Pair(
        en="Three states, one question.",
        es="Tres estados, una misma pregunta.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""Massachusetts is not the only state where the dispute over Secure Communities
                has reached the governor’s door. In New York and in Washington State, advocates are
                asking their own governors to keep the program at a distance.""",
                es="""Massachusetts no es el único estado donde la disputa por Comunidades Seguras
                llegó a la puerta del gobernador. En Nueva York y en el estado de Washington, hay
                activistas que les piden a los suyos que mantengan distancia del programa.""",
            )
        ),
        Paragraph(
            Pair(
                en="""The reasoning is the same on both coasts. For now the program advances by
                agreement, one state after another. Where a signature can still be withheld or taken
                back, its opponents see room to act.""",
                es="""El razonamiento es el mismo en las dos costas. Por ahora, el programa avanza
                por acuerdos, un estado tras otro. Mientras una firma pueda negarse o retirarse,
                quienes se oponen ven margen para actuar.""",
            )
        ),
        Heading(Pair(en="One date, two readings", es="Una fecha, dos lecturas")),
        Paragraph(
            Pair(
                en="""Governor Deval Patrick’s office points to a date. ICE has said that every
                state will have to take part by 2013; if that is so, joining early costs little and
                may buy some influence.""",
                es="""La oficina del gobernador Deval Patrick señala una fecha. El ICE ha dicho que
                todos los estados tendrán que participar para 2013; si es así, entrar antes cuesta
                poco y quizá dé alguna influencia.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Opponents read the same date the other way. Two years are time enough for a
                program to change, or to be dropped, above all if several states object at once. And
                the MIRA coalition, which speaks for immigrants and refugees in Massachusetts,
                doubts the influence: in its account, federal officials have shown the state no sign
                that they would bend.""",
                es="""Quienes se oponen leen esa fecha al revés. Dos años bastan para que un
                programa cambie o se abandone, sobre todo si varios estados objetan al mismo tiempo.
                Y la coalición MIRA, que habla en nombre de inmigrantes y refugiados de
                Massachusetts, duda de esa influencia: según cuenta, los funcionarios federales no
                le han dado al estado ninguna señal de que vayan a ceder.""",
            )
        ),
        KeyFacts(
            title=Pair(
                en="Three questions to ask in any state",
                es="Tres preguntas que valen en cualquier estado",
            ),
            items=(
                Pair(
                    en="Is there an agreement with ICE, and may the public read it?",
                    es="¿Hay un acuerdo con el ICE y puede leerlo el público?",
                ),
                Pair(
                    en="Who signed it, and can that signature be taken back?",
                    es="¿Quién lo firmó y puede retirarse esa firma?",
                ),
                Pair(
                    en="Which police departments already take part, and since when?",
                    es="¿Qué departamentos de policía ya participan y desde cuándo?",
                ),
            ),
        ),
        Paragraph(
            Pair(
                en="""Those questions are public business everywhere, and anyone may put them to an
                elected official. In Massachusetts they have taken the form of a petition: <b>Just
                Communities</b> asks Governor Patrick to reconsider while there is time.""",
                es="""Esas preguntas son un asunto público en todas partes, y cualquiera puede
                hacérselas a las autoridades electas. En Massachusetts tomaron la forma de una
                petición: <b>Comunidades Justas</b> le pide al gobernador Patrick que reconsidere
                mientras haya tiempo.""",
            )
        ),
        Call(
            campaign="just-communities",
            text=Pair(
                en="Add your name in Massachusetts, in English or in Spanish.",
                es="Suma tu nombre en Massachusetts, en español o en inglés.",
            ),
        ),
    ),
)
