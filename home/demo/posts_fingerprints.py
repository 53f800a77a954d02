"""An explainer: what happens to a fingerprint after an arrest."""

from home.demo.wording import Call, Heading, KeyFacts, Pair, Paragraph, Post, moment

FINGERPRINTS = Post(
    key="fingerprints",
    slug_en="how-the-fingerprint-check-works",
    slug_es="como-funciona-el-cotejo-de-huellas",
    topic="immigration",
    authors=("halloran",),
    picture="fingerprint",
    published_at=moment(12, 20, 9, 15),
    calls_for="just-communities",
    tags=(Pair(en="Fingerprints", es="Huellas"),),
    series="fingerprint",
    part=1,
    title=Pair(
        en="From an arrest to an immigration database: how the fingerprint check works",
        es="De un arresto a una base de datos de inmigración: cómo funciona el cotejo de huellas",
    ),
    summary=Pair(
        en="""Secure Communities adds one question to a routine that is older than the program. A
        guide to what the check does, and to the words that surround it.""",
        es="""Comunidades Seguras agrega una pregunta a una rutina más antigua que el programa. Una
        guía de lo que hace el cotejo y de las palabras que lo rodean.""",
    ),
    credit=Pair(en="Illustration: Bahía Plural", es="Ilustración: Bahía Plural"),
    alternative=Pair(
        en="""Illustration: a large fingerprint whose lines turn, at one side, into the dots of a
        database.""",
        es="""Ilustración: una gran huella digital cuyas líneas se convierten, hacia un lado, en los
        puntos de una base de datos.""",
    ),
    caption=Pair(
        en="The same prints, asked a second question.",
        es="Las mismas huellas, ante una segunda pregunta.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""Anyone who is arrested and booked at a police station has their fingerprints
                taken. That is an old routine: the prints travel to the state and to the FBI, which
                look for a criminal record.""",
                es="""A toda persona que es arrestada y fichada en una comisaría se le toman las
                huellas digitales. Es una rutina antigua: las huellas viajan al estado y al FBI, que
                buscan antecedentes penales.""",
            )
        ),
        Paragraph(
            Pair(
                en="""<b>Secure Communities</b> asks them a second question. The same prints are
                compared with an immigration database and, if they match a record, Immigration and
                Customs Enforcement (ICE) is told. The agency then decides whether to ask that the
                person be held, and whether to seek deportation.""",
                es="""<b>Comunidades Seguras</b> les hace una segunda pregunta. Las mismas huellas
                se comparan con una base de datos de inmigración y, si coinciden con algún registro,
                se avisa al Servicio de Inmigración y Control de Aduanas (ICE). La agencia decide
                entonces si pide que se retenga a la persona y si busca su deportación.""",
            ),
            note=Pair(
                en="ICE is a federal agency. It was created in 2003.",
                es="El ICE es una agencia federal. Se creó en 2003.",
            ),
        ),
        Heading(Pair(en="Three details that worry critics", es="Tres detalles que preocupan")),
        Paragraph(
            Pair(
                en="""The check takes place at arrest, not after a conviction. It is the same for a
                grave accusation and for a trivial one. And it asks nothing of the officer beyond
                the booking itself, so a town that wants no part in immigration enforcement finds it
                hard to stay out.""",
                es="""El cotejo ocurre al momento del arresto, no después de una condena. Es igual
                para una acusación grave que para una trivial. Y no le exige al agente nada más que
                el fichaje, de modo que a una ciudad que no quiera participar en el control
                migratorio le resulta difícil quedarse fuera.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Taken together, say the program’s critics, these details reward the wrong
                arrest. If any booking is enough to set the check in motion, then <i>why</i> a
                driver was stopped begins to matter a great deal.""",
                es="""En conjunto, dicen quienes critican el programa, esos detalles premian el
                arresto equivocado. Si cualquier fichaje basta para activar el cotejo, entonces el
                <i>porqué</i> de que detuvieran a un conductor empieza a importar mucho.""",
            )
        ),
        KeyFacts(
            title=Pair(en="Words you will hear", es="Palabras que vas a oír"),
            items=(
                Pair(
                    en="Booking: the record of an arrest, with photographs and fingerprints.",
                    es="Fichaje: el registro de un arresto, con fotografías y huellas digitales.",
                ),
                Pair(
                    en="Match: the prints resemble a record. It is not a conviction.",
                    es="Coincidencia: las huellas se parecen a un registro. No es una condena.",
                ),
                Pair(
                    en="""Detainer: a request to a jail to keep someone so that immigration officers
                    can come for them.""",
                    es="""Solicitud de retención: el pedido a una cárcel de que no libere a alguien
                    hasta que los agentes de inmigración pasen por esa persona.""",
                ),
            ),
        ),
        Heading(Pair(en="Where Massachusetts stands", es="En qué punto está Massachusetts")),
        Paragraph(
            Pair(
                en="""Boston has been taking part without much public notice, as the organization
                Centro Presente learned. Governor Deval Patrick now intends to say yes for the
                whole state. The program is said to become mandatory for every state by 2013,
                although advocates doubt that the date is set in stone.""",
                es="""Boston ha participado sin que el público se enterara mucho, como descubrió la
                organización Centro Presente. Ahora el gobernador Deval Patrick piensa aprobar el
                programa para todo el estado. Se dice que en 2013 será obligatorio en todo el país,
                aunque los activistas dudan de que la fecha sea definitiva.""",
            )
        ),
        Paragraph(
            Pair(
                en="""This guide describes the program in general; it is not legal advice. Anyone
                with a case of their own should talk to an immigration lawyer or a legal aid
                group.""",
                es="""Esta guía describe el programa en general; no es asesoría legal. Quien tenga
                un caso propio debería hablar con un abogado de inmigración o con una organización
                de ayuda legal.""",
            )
        ),
        Call(
            campaign="just-communities",
            text=Pair(
                en="Do you think the state should stay out? Read the letter to the governor.",
                es="¿Crees que el estado debe quedarse fuera? Lee la carta al gobernador.",
            ),
        ),
    ),
)
