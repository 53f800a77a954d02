"""The accessibility statement: what was tested and how, what does not work yet, whom to tell.

A newsroom that is not the demo gets it as a draft (home/standing.py) and says what it found itself.
"""

from home.demo.pages import StandingPage
from home.demo.wording import Heading, Pair, Paragraph

ACCESSIBILITY = StandingPage(
    key="accessibility",
    slug_en="accessibility",
    slug_es="accesibilidad",
    title=Pair(en="Accessibility", es="Accesibilidad"),
    summary=Pair(
        en="What works on this site for everybody, what does not yet, and how to tell us.",
        es="Qué funciona en este sitio para todas las personas, qué todavía no y cómo avisarnos.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""A story that you cannot read and a petition that you cannot sign are not
                there for you. We want both to work with any browser, with a screen reader, with
                the keys alone, enlarged and in the dark, in English and in Spanish alike.""",
                es="""Una nota que no puedes leer y una petición que no puedes firmar no están ahí
                para ti. Queremos que las dos funcionen con cualquier navegador, con lector de
                pantalla, solo con el teclado, ampliadas y en modo oscuro, igual en español que en
                inglés.""",
            )
        ),
        Heading(Pair(en="Our measure", es="Nuestra medida")),
        Paragraph(
            Pair(
                en="""We build to the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. By
                our own tests this site meets them <b>in part</b>: the limits that we know stand
                below. Nobody from outside has examined it.""",
                es="""Trabajamos con las Pautas de Accesibilidad para el Contenido Web (WCAG) 2.2,
                nivel AA. Según nuestras propias pruebas, este sitio las cumple <b>en parte</b>:
                los límites que conocemos están más abajo. Nadie de fuera lo ha examinado.""",
            )
        ),
        Heading(Pair(en="How we test", es="Cómo lo probamos")),
        Paragraph(
            Pair(
                en="""With each change of the software a program, axe, looks through the kinds of
                pages that there are, in both languages and in light and dark. A browser signs a
                petition on a narrow screen. We look at pages at 360 pixels and enlarged.""",
                es="""Con cada cambio del programa, una herramienta llamada axe revisa los tipos de
                página que hay, en los dos idiomas, en modo claro y oscuro. Un navegador firma una
                petición en una pantalla estrecha. Miramos las páginas a 360 píxeles y
                ampliadas.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Such programs find less than half of what can be wrong. People who use screen
                readers every day have not tested this site for us yet. If you do, we want to hear
                from you.""",
                es="""Esas herramientas encuentran menos de la mitad de lo que puede estar mal.
                Quienes usan lectores de pantalla todos los días aún no han probado este sitio para
                nosotros. Si tú los usas, queremos saber cómo te fue.""",
            )
        ),
        Heading(Pair(en="What does not work yet", es="Lo que todavía no funciona")),
        Paragraph(
            Pair(
                en="""Videos are other people's: some have no captions and hardly any describes what
                is seen. Documents that an office published, above all scanned ones, may be closed
                to a screen reader; ask us and we will tell you what they say.""",
                es="""Los videos son de otras personas: algunos no tienen subtítulos y casi ninguno
                describe lo que se ve. Los documentos que publicó una oficina, sobre todo los
                escaneados, pueden ser ilegibles para un lector de pantalla; pregúntanos y te
                contamos qué dicen.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Browsers from before 2020, some inside other apps among them,
                show each page as one plain column. Nothing is lost that way. A translation that
                only a machine has drafted says so at its head.""",
                es="""Los navegadores anteriores a 2020, entre ellos algunos que
                vienen dentro de otras aplicaciones, muestran cada página en una sola columna
                sencilla. Así no se pierde nada. Una traducción que solo hizo una máquina lo dice
                al principio.""",
            )
        ),
        Heading(Pair(en="Tell us", es="Avísanos")),
        Paragraph(
            Pair(
                en="""Write to accessibility@example.org, in either language, which page it was and
                what you wanted to do there. You need not say what device or aid you use. We answer
                within five working days, and meanwhile we give you what you came for another
                way.""",
                es="""Escribe a accessibility@example.org, en cualquiera de los dos idiomas, y
                cuéntanos qué página era y qué querías hacer. No hace falta que digas qué aparato o
                ayuda usas. Respondemos en cinco días hábiles y, mientras tanto, te damos por otro
                medio lo que buscabas.""",
            )
        ),
    ),
)
