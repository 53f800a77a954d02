"""A report written in Spanish first: neighbors explain the campaign to each other."""

from home.demo.wording import Call, Heading, Pair, Paragraph, Post, Quote, moment

KITCHEN = Post(
    key="kitchen",
    slug_en="talking-fingerprints-at-the-kitchen-table",
    slug_es="hablar-de-huellas-en-la-mesa-de-la-cocina",
    topic="communities",
    authors=("valdivieso",),
    picture="kitchen-table",
    published_at=moment(12, 19, 10, 0),
    tip_line=True,
    calls_for="just-communities",
    original="es",
    title=Pair(
        es="Una campaña que se explica en la mesa de la cocina",
        en="A campaign explained at the kitchen table",
    ),
    summary=Pair(
        es="""En un apartamento de East Boston, un grupo de vecinas convirtió la cena del jueves en
        un lugar para preguntar sin miedo qué pasa con las huellas.""",
        en="""In an East Boston apartment, a group of neighbors has turned Thursday supper into a
        place to ask, without fear, what happens to a fingerprint.""",
    ),
    credit=Pair(es="Ilustración: Bahía Plural", en="Illustration: Bahía Plural"),
    alternative=Pair(
        es="""Ilustración: una mesa de cocina vista desde arriba, con formularios, tazas, pan dulce
        y un bolígrafo bajo la luz de una lámpara.""",
        en="""Illustration: a kitchen table seen from above, with forms, cups, sweet bread and a pen
        in the light of a lamp.""",
    ),
    caption=Pair(
        es="Los volantes comparten la mesa con la cena.",
        en="The leaflets share the table with supper.",
    ),
    body=(
        Paragraph(
            Pair(
                es="""La reunión empieza cuando alguien aparta los platos. En esta cocina de East
                Boston caben nueve personas, siempre que dos se queden de pie. Sobre el mantel hay
                volantes en dos idiomas, un bolígrafo que pasa de mano en mano y una pregunta que
                nadie se apura en contestar: ¿qué pasa con las huellas cuando arrestan a
                alguien?""",
                en="""The meeting begins when somebody pushes the plates aside. This kitchen in East
                Boston holds nine people, provided that two of them stand. On the tablecloth lie
                leaflets in two languages, a pen that passes from hand to hand and a question that
                no one is in a hurry to answer: what happens to the fingerprints when somebody is
                arrested?""",
            )
        ),
        Paragraph(
            Pair(
                es="""Las vecinas que convocan no hablan por ninguna organización. Leyeron sobre
                <b>Comunidades Justas</b>, la campaña que Centro Presente inició al saber que Boston
                participaba en el programa Comunidades Seguras, y decidieron explicarla a su modo:
                una cena por semana, cada vez en otra casa.""",
                en="""The neighbors who call the meeting speak for no organization. They read about
                <b>Just Communities</b>, the campaign that Centro Presente started when it learned
                that Boston was taking part in the Secure Communities program, and decided to
                explain it in their own way: one supper a week, each time in a different home.""",
            )
        ),
        Heading(Pair(es="Primero, escuchar", en="First, listen")),
        Paragraph(
            Pair(
                es="""La anfitriona, que prefirió no dar su nombre, tiene una regla: en la primera
                media hora no se habla de política. Se habla del trabajo, de la escuela de los
                niños, del alquiler. Después, quien quiere cuenta si alguna vez dudó antes de llamar
                a la policía. Casi todas las manos se levantan.""",
                en="""The host, who preferred not to give her name, has one rule: for the first half
                hour there is no talk of politics. The talk is of work, of the children’s school, of
                the rent. After that, whoever wishes says whether they have ever hesitated before
                calling the police. Almost every hand goes up.""",
            )
        ),
        Quote(
            text=Pair(
                es="""Yo no vengo a convencer a nadie. Vengo para que sepamos qué se está decidiendo
                por nosotros.""",
                en="""I don’t come to convince anybody. I come so that we know what is being decided
                on our behalf.""",
            ),
            who=Pair(
                es="Una de las vecinas que organizan las cenas",
                en="One of the neighbors who organize the suppers",
            ),
        ),
        Heading(Pair(es="Firmar o no firmar", en="To sign or not to sign")),
        Paragraph(
            Pair(
                es="""Hacia el final aparece la petición al gobernador Deval Patrick. Unos la firman
                ahí mismo, en la computadora de una sobrina; otros se llevan el volante para
                pensarlo. La anfitriona insiste en dos cosas: nadie está obligado, y ningún nombre
                se publica si la persona no quiere.""",
                en="""Toward the end, the petition to Governor Deval Patrick comes out. Some sign it
                then and there, on a niece’s laptop; others take the leaflet home to think it over.
                The host insists on two points: nobody has to, and no name is published unless the
                person wants it to be.""",
            )
        ),
        Paragraph(
            Pair(
                es="""A las nueve y media alguien empieza a lavar los vasos. Sobran tres volantes y
                queda hecha una cita para el próximo jueves, en otra cocina, a dos calles de
                aquí.""",
                en="""At half past nine somebody starts on the glasses. Three leaflets are left
                over, and a date has been made for next Thursday, in another kitchen, two streets
                away.""",
            )
        ),
        Call(
            campaign="just-communities",
            text=Pair(
                es="Lee la carta al gobernador y decide si quieres firmarla.",
                en="Read the letter to the governor and decide whether to sign it.",
            ),
        ),
    ),
)
