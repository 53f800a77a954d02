"""The two campaigns of the demo: one open today, one already won.

Just Communities is the real campaign's name; the letter is our own. Harbor Hill, its library
and its board are invented.
"""

from home.demo.wording import Campaign, Pair, moment, name

JUST_COMMUNITIES = Campaign(
    key="just-communities",
    slug_en="just-communities",
    slug_es="comunidades-justas",
    state="open",
    goal=5000,
    opened_at=moment(12, 13, 9),
    target=name("Deval Patrick"),
    office=Pair(en="Governor of Massachusetts", es="gobernador de Massachusetts"),
    title=Pair(
        en="Just Communities: ask Governor Patrick to reconsider",
        es="Comunidades Justas: pide al gobernador Patrick que reconsidere",
    ),
    summary=Pair(
        en="""The governor plans to approve Secure Communities for the whole state. Ask him to keep
        fingerprints taken by local police out of an immigration database.""",
        es="""El gobernador piensa aprobar Comunidades Seguras para todo el estado. Pídele que las
        huellas que toma la policía local no lleguen a una base de datos de inmigración.""",
    ),
    letter=(
        Pair(en="Dear Governor Patrick:", es="Estimado gobernador Patrick:"),
        Pair(
            en="""We are residents, workers and neighbors of Massachusetts; some of us were born
            here and some of us arrived last winter. We ask you to reconsider your plan to approve
            the Secure Communities program for the whole state.""",
            es="""Somos residentes, trabajadores y vecinos de Massachusetts; algunos nacimos aquí y
            otros llegamos el invierno pasado. Le pedimos que reconsidere su plan de aprobar el
            programa Comunidades Seguras para todo el estado.""",
        ),
        Pair(
            en="""The program checks the fingerprints of people who are arrested against an
            immigration database, before any court has said whether they did wrong. A mistaken
            arrest or a minor charge can end in deportation, and a whole family learns not to call
            the police again.""",
            es="""El programa coteja las huellas de las personas arrestadas con una base de datos de
            inmigración, antes de que un tribunal diga si hicieron algo malo. Un arresto por error o
            un cargo menor puede terminar en una deportación, y toda una familia aprende a no volver
            a llamar a la policía.""",
        ),
        Pair(
            en="""Boston took part before most of its residents had heard of the program. Decisions
            of this weight belong in the open, with the people whom they touch in the room.""",
            es="""Boston participó antes de que la mayoría de sus habitantes hubiera oído hablar del
            programa. Las decisiones de este peso deben tomarse a la luz pública y con la presencia
            de las personas afectadas.""",
        ),
        Pair(
            en="""We have heard that to join now is to win a seat at the table. The coalition that
            defends immigrants and refugees in this state answers that there is no such table, since
            the federal agency has already said that it will accept no limits.""",
            es="""Hemos oído que entrar ahora es ganar un lugar en la mesa. La coalición que
            defiende a inmigrantes y refugiados en este estado responde que esa mesa no existe, pues
            la agencia federal ya dijo que no aceptará límites.""",
        ),
        Pair(
            en="""We ask you to withhold your approval, to tell the public what is already in force
            in the state, and to build with immigrant neighborhoods a safety that all of us can
            trust.""",
            es="""Le pedimos que no dé su aprobación, que informe al público de lo que ya está
            vigente en el estado y que construya con los barrios inmigrantes una seguridad en la que
            todos podamos confiar.""",
        ),
    ),
    picture="signing",
    credit=Pair(en="Illustration: Bahía Plural", es="Ilustración: Bahía Plural"),
    alternative=Pair(
        en="Illustration: a hand with a pen adds a name to a long list of signatures.",
        es="Ilustración: una mano con un bolígrafo agrega un nombre a una larga lista de firmas.",
    ),
    questions=(
        (
            Pair(
                en="May I sign if I am not a citizen?",
                es="¿Puedo firmar si no tengo la ciudadanía?",
            ),
            Pair(
                en="""Yes. Anybody who lives with the governor’s decision may ask him to think
                again. We do not ask for papers, and nobody has to say why they sign.""",
                es="""Sí. Cualquier persona que viva con la decisión del gobernador puede pedirle
                que la reconsidere. No pedimos papeles y nadie tiene que decir por qué firma.""",
            ),
        ),
        (
            Pair(
                en="I live in another state. Does my name help?",
                es="Vivo en otro estado. ¿Sirve mi firma?",
            ),
            Pair(
                en="""It does. The governor’s office receives one count for Massachusetts and one
                for everywhere else.""",
                es="""Sí. La oficina del gobernador recibe una cuenta de Massachusetts y otra de
                los demás lugares.""",
            ),
        ),
        (
            Pair(
                en="When will the letter be handed in?",
                es="¿Cuándo se entregará la carta?",
            ),
            Pair(
                en="Before the governor signs. Whoever asked for updates hears the day from us.",
                es="""Antes de que el gobernador firme. Quien pidió las novedades sabrá por nosotros
                qué día.""",
            ),
        ),
    ),
)

ENGLISH_CLASSES = Campaign(
    key="english-classes",
    slug_en="keep-the-evening-english-classes",
    slug_es="que-sigan-las-clases-nocturnas-de-ingles",
    state="won",
    goal=600,
    opened_at=moment(10, 12, 18),
    deadline=moment(12, 10, 18),
    decided_at=moment(12, 9, 20, 30),
    target=Pair(en="Library Board", es="Junta de la Biblioteca"),
    office=Pair(en="Harbor Hill Public Library", es="Biblioteca Pública de Harbor Hill"),
    title=Pair(
        en="Keep the evening English classes at the Harbor Hill library",
        es="Que sigan las clases nocturnas de inglés en la biblioteca de Harbor Hill",
    ),
    summary=Pair(
        en="""The library planned to close at six and end its free classes in January. Its students
        asked the board to think again, and it did.""",
        es="""La biblioteca planeaba cerrar a las seis y terminar en enero sus clases gratuitas. Sus
        estudiantes pidieron a la junta que lo pensara mejor, y así lo hizo.""",
    ),
    letter=(
        Pair(en="To the members of the board:", es="A los miembros de la junta:"),
        Pair(
            en="""On Tuesdays and Thursdays at six, about sixty of us climb the stairs of your
            library to learn English. We come from work, some of us still in uniform. There is no
            other free class in the evening that we can reach on foot.""",
            es="""Los martes y los jueves a las seis, unas sesenta personas subimos las escaleras de
            su biblioteca para aprender inglés. Venimos del trabajo, algunos todavía con el
            uniforme. No hay otra clase nocturna gratuita a la que podamos llegar a pie.""",
        ),
        Pair(
            en="""We know that heating a building costs money. So does a neighborhood that cannot
            read its lease, talk to its children’s teachers or call an ambulance.""",
            es="""Sabemos que calentar un edificio cuesta dinero. También cuesta un barrio que no
            puede leer su contrato de alquiler, hablar con los maestros de sus hijos o llamar a una
            ambulancia.""",
        ),
        Pair(
            en="""We ask you to keep both evenings. In return we offer to take turns at the front
            desk, to use a single floor and to turn off the lights when we leave.""",
            es="""Les pedimos que conserven las dos noches. A cambio ofrecemos turnarnos en la
            entrada, usar un solo piso y apagar las luces al salir.""",
        ),
    ),
    picture="library",
    credit=Pair(en="Illustration: Bahía Plural", es="Ilustración: Bahía Plural"),
    alternative=Pair(
        en="Illustration: the tall windows of a brick library shine over a snowy street at night.",
        es="""Ilustración: los ventanales de una biblioteca de ladrillo brillan de noche sobre una
        calle nevada.""",
    ),
    outcome=Pair(
        en="""On December 9, 2010, the board voted to keep both evenings. It will review the plan in
        the fall of 2011.""",
        es="""El 9 de diciembre de 2010, la junta votó por conservar las dos noches. Revisará el
        plan en el otoño de 2011.""",
    ),
)

CAMPAIGNS = (JUST_COMMUNITIES, ENGLISH_CLASSES)
