"""A service story: what becomes of a name under a petition. Its promises are the product's."""

from home.demo.wording import Call, Heading, KeyFacts, Pair, Paragraph, Post, moment

SIGNING = Post(
    key="signing",
    slug_en="is-it-safe-to-sign",
    slug_es="es-seguro-firmar",
    topic="communities",
    authors=("valdivieso",),
    picture="envelope",
    published_at=moment(12, 21, 12, 0),
    tip_line=True,
    calls_for="just-communities",
    title=Pair(
        en="Is it safe to sign? What happens to your name on our petitions",
        es="¿Es seguro firmar? Qué pasa con tu nombre en nuestras peticiones",
    ),
    summary=Pair(
        en="""Who sees a signature, how it is kept and what you can decide yourself, in plain
        words.""",
        es="""Quién ve una firma, cómo se guarda y qué puedes decidir tú, en palabras
        sencillas.""",
    ),
    credit=Pair(en="Illustration: Bahía Plural", es="Ilustración: Bahía Plural"),
    alternative=Pair(
        en="Illustration: an envelope closed with a red wax seal, and beside it a small key.",
        es="Ilustración: un sobre cerrado con un sello de lacre rojo y, a su lado, una llave.",
    ),
    caption=Pair(
        en="A signature can count without being seen.",
        es="Una firma puede contar sin que nadie la vea.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""Anyone who carries a petition through an immigrant neighborhood hears the same
                question this month, usually in a low voice: if I sign, who will see my name? It
                deserves a straight answer.""",
                es="""Quien lleva una petición por un barrio inmigrante oye este mes la misma
                pregunta, casi siempre en voz baja: si firmo, ¿quién va a ver mi nombre? Merece una
                respuesta directa.""",
            )
        ),
        Heading(Pair(en="What other people see", es="Lo que ven los demás")),
        Paragraph(
            Pair(
                en="""The number of signatures is public. The names are not, unless each person
                wants it. On the form there are separate boxes, and none comes ticked: one shows
                your name on the page, another lets it be handed to the office that the petition is
                addressed to, a third asks us to tell you how it ends.""",
                es="""La cantidad de firmas es pública. Los nombres no, salvo que cada persona lo
                quiera. En el formulario hay casillas separadas y ninguna viene marcada: una muestra
                tu nombre en la página, otra permite entregarlo a la oficina a la que se dirige la
                petición, y una tercera nos pide que te contemos cómo termina.""",
            )
        ),
        Paragraph(
            Pair(
                en="""A name that is handed to a public office may become part of a public record.
                If that worries you, leave the box empty. <b>Your signature counts just the
                same.</b>""",
                es="""Un nombre que se entrega a una oficina pública puede quedar en un registro
                público. Si eso te preocupa, deja la casilla vacía. <b>Tu firma cuenta
                igual.</b>""",
            )
        ),
        Heading(Pair(en="What we keep", es="Lo que guardamos")),
        Paragraph(
            Pair(
                en="""Your name and your e-mail address are stored sealed, and the keys are kept
                apart from the list. We do not record the internet address from which you signed,
                and our pages load nothing from other companies.""",
                es="""Tu nombre y tu correo se guardan sellados, y las llaves se conservan aparte de
                la lista. No registramos la dirección de internet desde la que firmaste, y nuestras
                páginas no cargan nada de otras empresas.""",
            )
        ),
        Paragraph(
            Pair(
                en="""After you sign, one message reaches you with a link. The page that it opens
                has a button, and only when you press it does your signature count. If you do
                nothing for seven days, it lapses.""",
                es="""Después de firmar te llega un mensaje con un enlace. La página que se abre
                tiene un botón, y solo cuando lo oprimes tu firma cuenta. Si no haces nada en siete
                días, caduca.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Each petition's names are sealed with keys of its own. Once those keys are
                destroyed, nobody can read the names again, and what remains is the count.""",
                es="""Los nombres de cada petición están sellados con sus propias llaves. Cuando
                esas llaves se destruyen, nadie puede volver a leer los nombres, y lo que queda es
                el conteo.""",
            )
        ),
        KeyFacts(
            title=Pair(
                en="Ask this of any petition, ours included",
                es="Pregúntale esto a cualquier petición, también a las nuestras",
            ),
            items=(
                Pair(
                    en="Can I sign without showing my name?",
                    es="¿Puedo firmar sin mostrar mi nombre?",
                ),
                Pair(
                    en="Who receives the list, and what do they receive exactly?",
                    es="¿Quién recibe la lista y qué recibe exactamente?",
                ),
                Pair(
                    en="When will it be erased?",
                    es="¿Cuándo se va a borrar?",
                ),
            ),
        ),
        Paragraph(
            Pair(
                en="""No website can promise that signing carries no risk at all. If you have an
                immigration case under way, ask your lawyer first. And if you decide not to sign,
                you can still help by explaining to somebody else what is at stake.""",
                es="""Ningún sitio web puede prometer que firmar no tenga riesgo alguno. Si tienes
                un caso de inmigración en curso, pregúntale antes a tu abogado. Y si decides no
                firmar, también ayudas al explicarle a otra persona lo que está en juego.""",
            )
        ),
        Call(
            campaign="just-communities",
            text=Pair(
                en="See the petition to Governor Patrick, and its form, before you decide.",
                es="Mira la petición al gobernador Patrick, con su formulario, antes de decidir.",
            ),
        ),
    ),
)
