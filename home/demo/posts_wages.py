"""A service story on rights at work: unpaid snow shoveling. Law as it stood in December 2010."""

from home.demo.wording import Heading, KeyFacts, Pair, Paragraph, Post, Quote, moment

WAGES = Post(
    key="wages",
    slug_en="when-winter-work-goes-unpaid",
    slug_es="cuando-no-pagan-el-trabajo-de-invierno",
    topic="work",
    authors=("valdivieso",),
    picture="scale",
    published_at=moment(12, 16, 7, 45),
    tip_line=True,
    title=Pair(
        en="Snow cleared, wages owed: what to do when winter work goes unpaid",
        es="Nieve retirada, salario pendiente: qué hacer si no te pagan el trabajo de invierno",
    ),
    summary=Pair(
        en="""The first storms bring quick jobs and the oldest complaint of the season. A notebook
        is worth more than a promise.""",
        es="""Con las primeras nevadas llegan los trabajos rápidos y el reclamo más viejo de la
        temporada. Una libreta vale más que una promesa.""",
    ),
    credit=Pair(en="Illustration: Bahía Plural", es="Ilustración: Bahía Plural"),
    alternative=Pair(
        en="""Illustration: a scale with a heap of snow and a shovel in one pan, and a few coins in
        the other, far too light.""",
        es="""Ilustración: una balanza con un montón de nieve y una pala en un platillo y, en el
        otro, unas pocas monedas que pesan demasiado poco.""",
    ),
    caption=Pair(
        en="The work weighs more than what was paid for it.",
        es="El trabajo pesa más que lo que se pagó por él.",
    ),
    body=(
        Paragraph(
            Pair(
                en="""The first storms bring quick work: a driveway before dawn, a parking lot after
                closing, a roof that somebody has to clear. They also bring the oldest complaint of
                the season, the day that is never paid.""",
                es="""Con las primeras nevadas llega el trabajo rápido: una entrada de autos antes
                del amanecer, un estacionamiento después del cierre, un techo que alguien tiene que
                despejar. Llega también el reclamo más viejo de la temporada: el día que nunca se
                paga.""",
            )
        ),
        Paragraph(
            Pair(
                en="""Those who advise day laborers know the pattern. A man with a truck gathers a
                crew on a corner, promises cash by evening and stops answering the phone. The sum
                looks too small to fight over, and it was the week’s groceries.""",
                es="""Quienes asesoran a los jornaleros conocen la historia. Un hombre con una
                camioneta junta una cuadrilla en una esquina, promete efectivo para la noche y deja
                de contestar el teléfono. La suma parece poca para pelearla, y era la comida de la
                semana.""",
            )
        ),
        Heading(
            Pair(
                en="One night of work is still work",
                es="Una noche de trabajo también es trabajo",
            )
        ),
        Paragraph(
            Pair(
                en="""In Massachusetts the minimum wage is <b>eight dollars an hour</b>, and the
                hours worked must be paid whether the agreement was written or spoken. The attorney
                general’s office takes complaints about unpaid wages, and immigration status does
                not change what a worker is owed.""",
                es="""En Massachusetts el salario mínimo es de <b>ocho dólares por hora</b>, y las
                horas trabajadas deben pagarse, haya sido el acuerdo por escrito o de palabra. La
                oficina de la fiscal general recibe quejas por salarios no pagados, y el estatus
                migratorio no cambia lo que se le debe a quien trabajó.""",
            )
        ),
        KeyFacts(
            title=Pair(en="Write it down the same night", es="Anótalo esa misma noche"),
            items=(
                Pair(
                    en="The date, the address, and the hours when work began and ended.",
                    es="La fecha, la dirección y las horas en que empezó y terminó el trabajo.",
                ),
                Pair(
                    en="The name and phone of whoever hired you, and the truck’s license plate.",
                    es="El nombre y el teléfono de quien te contrató y la placa de su camioneta.",
                ),
                Pair(
                    en="What was promised, what was paid, and who else was there.",
                    es="Qué prometieron, qué pagaron y quién más estaba allí.",
                ),
            ),
        ),
        Heading(Pair(en="If the money does not come", es="Si el dinero no llega")),
        Paragraph(
            Pair(
                en="""Begin with a short letter that states the hours and the sum, and keep a copy.
                If nobody answers, a workers’ center or a legal aid office can help with a
                complaint. To punish somebody for claiming wages is against the law; if there are
                threats, write those down as well.""",
                es="""Empieza con una carta breve que diga las horas y la suma, y guarda una copia.
                Si nadie responde, un centro de trabajadores o una oficina de ayuda legal puede
                ayudarte con la queja. Castigar a alguien por reclamar su salario va contra la ley;
                si hay amenazas, anótalas también.""",
            )
        ),
        Quote(
            text=Pair(
                en="""He said that I had no proof. I opened my notebook: every driveway, every hour.
                He paid me on Friday.""",
                es="""Me dijo que yo no tenía pruebas. Abrí mi libreta: cada entrada, cada hora. Me
                pagó el viernes.""",
            ),
            who=Pair(
                en="A day laborer who clears snow in winter",
                es="Un jornalero que retira nieve en invierno",
            ),
        ),
        Paragraph(
            Pair(
                en="""This is general information and not legal advice. If you worked this season
                and were not paid, tell us; you need not give your name.""",
                es="""Esta es información general y no asesoría legal. Si trabajaste esta temporada
                y no te pagaron, cuéntanos; no hace falta que des tu nombre.""",
            )
        ),
    ),
)
