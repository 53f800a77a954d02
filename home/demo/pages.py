"""The standing pages of the demo newsroom: who we are, and what becomes of a reader's data."""

from dataclasses import dataclass

from home.demo.wording import Heading, Pair, Paragraph


@dataclass(frozen=True, slots=True)
class StandingPage:
    key: str
    slug_en: str
    slug_es: str
    title: Pair
    summary: Pair
    body: tuple[Heading | Paragraph, ...]


ABOUT = StandingPage(
    key="about",
    slug_en="about",
    slug_es="quienes-somos",
    title=Pair(en="About us", es="Quiénes somos"),
    summary=Pair(
        en="A newsroom in two languages, and the campaigns that its stories call for.",
        es="Una redacción en dos idiomas y las campañas a las que invitan sus notas.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""Bahía Plural reports on immigrant life in Massachusetts in English and in
                Spanish. Neither language waits for the other: a story starts in the one in which it
                was told, and its translation is published under the same roof.""",
                es="""Bahía Plural informa sobre la vida de los inmigrantes de Massachusetts en
                español y en inglés. Ningún idioma espera al otro: una nota nace en el idioma en que
                nos la contaron, y su traducción se publica bajo el mismo techo.""",
            )
        ),
        Paragraph(
            Pair(
                en="""When a story calls for an answer from somebody in power, we open a campaign.
                It has one letter, one petition and one count, whichever language you sign in. When
                the answer comes, we tell those who asked to know.""",
                es="""Cuando una nota pide la respuesta de alguien con poder, abrimos una campaña.
                Tiene una sola carta, una sola petición y un solo conteo, sin importar en qué idioma
                firmes. Cuando llega la respuesta, se la contamos a quienes pidieron saberla.""",
            )
        ),
        Heading(Pair(en="How we work", es="Cómo trabajamos")),
        Paragraph(
            Pair(
                en="""We say where a fact comes from, we correct our mistakes in both languages at
                once, and we do not name a person whom a name could harm. Comments are closed under
                our stories; the tip line is always open.""",
                es="""Decimos de dónde sale cada dato, corregimos nuestros errores en los dos
                idiomas a la vez y no nombramos a nadie a quien su nombre pueda poner en riesgo. Los
                comentarios de nuestras notas están cerrados; la línea de pistas está siempre
                abierta.""",
            )
        ),
        Heading(Pair(en="This is a demonstration", es="Esto es una demostración")),
        Paragraph(
            Pair(
                en="""Bahía Plural is an invented newsroom that shows what this software does. The
                rally of December 2010, the organizations and the public figures who appear in that
                story are real, and their positions are told in our own words. Everybody else, the
                Harbor Hill library included, is fiction.""",
                es="""Bahía Plural es una redacción inventada que muestra lo que hace este programa.
                La manifestación de diciembre de 2010, las organizaciones y las figuras públicas que
                aparecen en esa historia son reales, y sus posturas están contadas con nuestras
                palabras. Todo lo demás, incluida la biblioteca de Harbor Hill, es ficción.""",
            )
        ),
    ),
)

PRIVACY = StandingPage(
    key="privacy",
    slug_en="privacy",
    slug_es="privacidad",
    title=Pair(en="Your privacy", es="Tu privacidad"),
    summary=Pair(
        en="What we keep, what we never collect, and how to leave, in plain words.",
        es="Qué guardamos, qué no recogemos nunca y cómo irte, en palabras sencillas.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""Many of the people who read and sign here have good reasons to be careful. So
                we start from a simple rule: what we do not hold, nobody can take from us.""",
                es="""Muchas de las personas que leen y firman aquí tienen buenas razones para
                cuidarse. Por eso partimos de una regla sencilla: lo que no tenemos, nadie nos lo
                puede quitar.""",
            )
        ),
        Heading(Pair(en="When you read", es="Cuando lees")),
        Paragraph(
            Pair(
                en="""Our public pages set no cookies and load nothing from other companies. We do
                not store your IP address. Our e-mails carry no hidden image that tells us whether
                you opened them.""",
                es="""Nuestras páginas públicas no usan cookies ni cargan nada de otras empresas. No
                guardamos tu dirección IP. Nuestros correos no llevan ninguna imagen oculta que nos
                avise si los abriste.""",
            )
        ),
        Paragraph(
            Pair(
                en="""We count how often a page is read: one number for each page, language and day.
                Of whoever reads, nothing goes into it: no address, no browser, no hour, and no way
                from one page to the next. What you search for is not kept.""",
                es="""Contamos cuántas veces se lee una página: un número por página, idioma y día.
                De quien lee no entra nada: ni dirección, ni navegador, ni hora, ni el camino de
                una página a otra. Lo que buscas no se guarda.""",
            )
        ),
        Heading(Pair(en="When you sign", es="Cuando firmas")),
        Paragraph(
            Pair(
                en="""We ask for what a signature needs and no more. Your name and your e-mail
                address are stored sealed, so that a stolen copy of the list says nothing. Your name
                is not shown on the page or handed to the target of the petition unless you tick the
                box for it.""",
                es="""Pedimos lo que una firma necesita y nada más. Tu nombre y tu correo se guardan
                sellados, de modo que una copia robada de la lista no diga nada. Tu nombre no se
                muestra en la página ni se entrega al destinatario de la petición a menos que
                marques la casilla correspondiente.""",
            )
        ),
        Paragraph(
            Pair(
                en="""We send one message, in your language, and you confirm by pressing a button on
                the page that it opens. A signature that is not confirmed within seven days lapses.
                We tell nobody whether an address is already known to us: the answer on the screen
                is always the same.""",
                es="""Te enviamos un mensaje en tu idioma, y confirmas con un botón en la página que
                se abre. Una firma que no se confirma en siete días caduca. A nadie le decimos si
                una dirección ya está en nuestras listas: la respuesta en pantalla es siempre la
                misma.""",
            )
        ),
        Heading(Pair(en="When you subscribe", es="Cuando te suscribes")),
        Paragraph(
            Pair(
                en="""Your address is stored sealed, with the language, topics and rhythm that you
                chose. Our lists of subscribers and of signers are two: nothing ties one to the
                other. Each mail has a link by which you change what you get, or leave.""",
                es="""Tu dirección se guarda sellada, junto con el idioma, los temas y la frecuencia
                que elegiste. Las listas de suscriptores y de firmantes son dos: nada une una con la
                otra. Cada correo trae un enlace para cambiar lo que recibes o darte de baja.""",
            )
        ),
        Heading(Pair(en="What you may ask of us", es="Lo que puedes pedirnos")),
        Paragraph(
            Pair(
                en="""By the link in our mails you can see what is stored about you, take it with
                you, correct it, and have it erased, without an account and without giving a reason.
                If the mail is gone, the page of the petition and the foot of every page send you
                another.""",
                es="""Con el enlace de nuestros correos puedes ver lo que está guardado sobre ti,
                llevártelo, corregirlo y pedir que se borre, sin cuenta y sin dar razones. Si ya no
                tienes el correo, la página de la petición y el pie de cada página te envían
                otro.""",
            )
        ),
        Heading(Pair(en="When time passes", es="Cuando pasa el tiempo")),
        Paragraph(
            Pair(
                en="""What was typed and never confirmed is erased after seven days. Each petition's
                list is sealed with keys of its own, kept apart from the database: once those keys
                are destroyed nobody can open the list again, not even from an old backup.""",
                es="""Lo que se escribió y nunca se confirmó se borra a los siete días. La lista de
                cada petición está sellada con sus propias llaves, que se guardan aparte de la base
                de datos: cuando esas llaves se destruyen, nadie puede volver a abrir la lista, ni
                siquiera desde una copia de seguridad antigua.""",
            )
        ),
        Paragraph(
            Pair(
                en="""No promise removes every risk. What a public office receives may become a
                public record, and your e-mail provider knows what arrives in your inbox. If that
                matters in your case, ask somebody whom you trust before you sign.""",
                es="""Ninguna promesa elimina todos los riesgos. Lo que recibe una oficina pública
                puede volverse un registro público, y tu proveedor de correo sabe lo que llega a tu
                buzón. Si eso importa en tu caso, consulta con alguien de confianza antes de
                firmar.""",
            )
        ),
    ),
)

PAGES = (ABOUT, PRIVACY)
