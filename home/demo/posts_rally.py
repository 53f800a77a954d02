"""The main story: the rally at the State House."""

from home.demo.wording import (
    Call,
    CallOffice,
    Heading,
    KeyFacts,
    Pair,
    Paragraph,
    Post,
    PullQuote,
    moment,
)

RALLY = Post(
    key="rally",
    slug_en="rally-asks-governor-to-reject-secure-communities",
    slug_es="manifestacion-pide-al-gobernador-rechazar-comunidades-seguras",
    topic="immigration",
    authors=("valdivieso", "halloran"),
    picture="state-house",
    published_at=moment(12, 23, 17, 30),
    tip_line=True,
    calls_for="just-communities",
    tags=(
        Pair(en="Fingerprints", es="Huellas"),
        Pair(en="State House", es="Capitolio"),
    ),
    series="fingerprint",
    part=3,
    translator="Joaquín Arce",
    title=Pair(
        en="State House rally asks Governor Patrick to turn down a fingerprint program",
        es="Piden al gobernador Patrick, frente al Capitolio, que rechace un programa de huellas",
    ),
    summary=Pair(
        en="""More than 100 advocates came to Beacon Hill days before Christmas with one request:
        keep Massachusetts out of Secure Communities.""",
        es="""Más de cien activistas llegaron a Beacon Hill en vísperas de la Navidad con un solo
        pedido: que Massachusetts no entre en el programa Comunidades Seguras.""",
    ),
    credit=Pair(
        en="Illustration after a WEBN-TV photograph",
        es="Ilustración a partir de una foto de WEBN-TV",
    ),
    alternative=Pair(
        en="""Illustration: in falling snow at dusk, a crowd with raised signs stands before the
        golden dome of the Massachusetts State House.""",
        es="""Ilustración: al anochecer, bajo la nieve, una multitud con pancartas en alto frente a
        la cúpula dorada del Capitolio de Massachusetts.""",
    ),
    caption=Pair(
        en="The crowd at the State House, days before Christmas.",
        es="La multitud frente al Capitolio, a pocos días de la Navidad.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""With Christmas only days away, more than 100 advocates gathered at the State
                House this week with one request for Governor Deval Patrick: do not put the name of
                Massachusetts to Secure Communities.""",
                es="""A pocos días de la Navidad, más de cien activistas se reunieron esta semana
                frente al Capitolio estatal con un solo pedido para el gobernador Deval Patrick: que
                Massachusetts no ponga su nombre en el programa Comunidades Seguras.""",
            )
        ),
        Paragraph(
            Pair(
                en="""The federal program, run by Immigration and Customs Enforcement (ICE), checks
                the fingerprints of people who are arrested against an immigration database. The
                governor has announced that he plans to approve it for the whole state. The
                coalition that came to Beacon Hill, the ACLU of Massachusetts among its members,
                wants him to think again before he does.""",
                es="""El programa federal, a cargo del Servicio de Inmigración y Control de Aduanas
                (ICE), coteja las huellas digitales de las personas arrestadas con una base de datos
                de inmigración. El gobernador anunció que piensa aprobarlo para todo el estado. La
                coalición que llegó a Beacon Hill, de la que forma parte la ACLU de Massachusetts,
                quiere que lo piense de nuevo antes de hacerlo.""",
            )
        ),
        Heading(Pair(en="It began in Boston", es="Todo empezó en Boston")),
        Paragraph(
            Pair(
                en="""The protest did not come out of nowhere. This past summer Centro Presente, an
                immigrant organization, learned that Boston had quietly been taking part in the
                program. It did not wait for the next announcement. It started a campaign of its
                own, with a name that answers the government’s: <b>Just Communities</b>, in Spanish
                <b>Comunidades Justas</b>.""",
                es="""La protesta no salió de la nada. El verano pasado, Centro Presente, una
                organización de inmigrantes, se enteró de que Boston participaba en el programa sin
                hacer ruido. No esperó al siguiente anuncio: puso en marcha su propia campaña, con
                un nombre que le responde al del gobierno: <b>Comunidades Justas</b>, en inglés
                <b>Just Communities</b>.""",
            )
        ),
        Paragraph(
            Pair(
                en="""The campaign warns of two dangers above all: that people will be stopped for
                how they look or how they speak, and that some will face deportation without the
                fair process that the law owes them.""",
                es="""La campaña advierte sobre todo de dos peligros: que se detenga a la gente por
                su aspecto o por su acento, y que algunas personas enfrenten la deportación sin el
                debido proceso al que tienen derecho.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Patricia Montes, the executive director of Centro Presente, argues that the
                program undoes decades of outreach by local police in Greater Boston, because it
                leads immigrant neighborhoods to doubt what the officer at the corner is there to
                do. The coalition’s fear is easy to state: neighbors who need help will stop calling
                for it.""",
                es="""Patricia Montes, directora ejecutiva de Centro Presente, sostiene que el
                programa deshace décadas de acercamiento de la policía local en el área de Boston,
                porque lleva a los barrios inmigrantes a dudar de las intenciones del agente de la
                esquina. El temor de la coalición se resume en pocas palabras: que los vecinos que
                necesiten ayuda dejen de pedirla.""",
            )
        ),
        PullQuote(
            Pair(
                en="Neighbors who need help will stop calling for it.",
                es="Los vecinos que necesiten ayuda dejarán de pedirla.",
            )
        ),
        KeyFacts(
            title=Pair(en="The program in four facts", es="El programa en cuatro datos"),
            items=(
                Pair(
                    en="""ICE runs it. The fingerprints of people who are arrested are checked
                    against an immigration database.""",
                    es="""Lo dirige el ICE. Las huellas de las personas arrestadas se cotejan con
                    una base de datos de inmigración.""",
                ),
                Pair(
                    en="The check follows the arrest; it does not wait for a verdict.",
                    es="El cotejo se hace tras el arresto; no espera a que haya una sentencia.",
                ),
                Pair(
                    en="Boston was already taking part before the governor announced his plans.",
                    es="Boston ya participaba antes de que el gobernador anunciara sus planes.",
                ),
                Pair(
                    en="It is said to become mandatory for every state by 2013.",
                    es="Según se dice, será obligatorio para todos los estados en 2013.",
                ),
            ),
        ),
        Heading(Pair(en="A seat at which table?", es="¿Un lugar en qué mesa?")),
        Paragraph(
            Pair(
                en="""The governor’s office presents its decision as realism. If every state must
                join by 2013, the reasoning goes, then joining now at least gives Massachusetts a
                seat at the table.""",
                es="""La oficina del gobernador presenta su decisión como un acto de realismo. Si
                todos los estados tendrán que participar para 2013, razona, entrar ahora le da a
                Massachusetts, por lo menos, un lugar en la mesa.""",
            )
        ),
        Paragraph(
            Pair(
                en="""The Massachusetts Immigrant and Refugee Advocacy Coalition (MIRA) answers that
                there is no such table. By its account, ICE has already told state officials that it
                will not be flexible, nor accept limits on its power to enforce.""",
                es="""La Coalición de Massachusetts en Defensa de Inmigrantes y Refugiados (MIRA,
                por sus siglas en inglés) responde que esa mesa no existe. Según su versión, el ICE
                ya les dijo a los funcionarios del estado que no será flexible ni aceptará límites a
                su autoridad.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Montes goes a step further. To debate the terms of joining, in her view, is to
                miss the point: what the coalition wants from the governor is not better conditions
                but his opposition to a program that it considers beyond repair.""",
                es="""Montes va un paso más allá. A su juicio, discutir las condiciones de entrada
                es perder de vista lo esencial: la coalición no le pide al gobernador mejores
                términos, sino que se oponga a un programa que, para ella, no tiene arreglo.""",
            )
        ),
        Heading(Pair(en="What happens next", es="Qué sigue")),
        Paragraph(
            Pair(
                en="""Massachusetts is not alone. Advocates in New York and in Washington State are
                pressing their own governors, on the view that a program which grows state by state
                needs each governor’s consent, and loses strength wherever it is withheld.""",
                es="""Massachusetts no está solo. En Nueva York y en el estado de Washington, otros
                activistas presionan a sus propios gobernadores, convencidos de que un programa que
                crece estado por estado necesita el consentimiento de cada gobernador, y pierde
                fuerza allí donde no lo obtiene.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Here, the next step is a list of names. A petition asks Governor Patrick to
                reconsider before he signs. It can be read in English and in Spanish, and both
                versions feed the same count.""",
                es="""Aquí, el siguiente paso es una lista de nombres. Una petición le solicita al
                gobernador Patrick que reconsidere antes de firmar. Puede leerse en inglés y en
                español, y las dos versiones alimentan un mismo conteo.""",
            )
        ),
        CallOffice(
            office=Pair(en="Office of the governor", es="Oficina del gobernador"),
            phone="(617) 555-0142",
            hours=Pair(en="Monday to Friday, 9 to 5", es="De lunes a viernes, de 9 a 17"),
            script=Pair(
                en="""Hello, I live in Massachusetts. Please ask the governor not to sign the
                agreement on fingerprints before he has heard our neighborhoods.""",
                es="""Hola, vivo en Massachusetts. Por favor, pídale al gobernador que no firme el
                acuerdo sobre las huellas antes de escuchar a nuestros barrios.""",
            ),
        ),
        Call(
            campaign="just-communities",
            text=Pair(
                en="""Ask Governor Patrick to reconsider. It takes a minute, and your name is shown
                only if you say so.""",
                es="""Pide al gobernador Patrick que reconsidere. Toma un minuto, y tu nombre solo
                se muestra si tú lo decides.""",
            ),
        ),
    ),
)
