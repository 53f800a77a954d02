"""The one story that exists in English only: Spanish readers meet a courtesy page."""

from home.demo.wording import Heading, KeyFacts, Pair, Paragraph, Post, Quote, moment

NIGHT_BUS = Post(
    key="night-bus",
    slug_en="an-hour-in-the-cold-before-the-first-bus",
    slug_es="",
    topic="work",
    authors=("halloran",),
    picture="bus-stop",
    published_at=moment(12, 13, 6, 30),
    tip_line=True,
    only="en",
    courtesy=(
        "A las cuatro las oficinas ya están limpias, pero el primer autobús sale después de las "
        "cinco. Qué pasa mientras tanto, en una banca, en pleno diciembre."
    ),
    title=Pair(en="An hour in the cold: night-shift workers and the first bus of the morning"),
    summary=Pair(
        en="""The offices are clean by four and the first bus leaves after five. What happens in
        between, on a bench in December."""
    ),
    credit=Pair(en="Illustration: Bahía Plural"),
    alternative=Pair(
        en="""Illustration: before dawn, people in heavy coats wait at a snowy bus shelter while the
        headlights of a bus come near."""
    ),
    caption=Pair(en="The first bus of the morning, at last."),
    body=(
        Paragraph(
            Pair(
                en="""The offices downtown are clean by four. The first bus leaves the square a few
                minutes after five. For the people who empty the wastebaskets and polish the floors,
                the difference is an hour on a bench in December."""
            )
        ),
        Paragraph(
            Pair(
                en="""On a recent morning eleven people waited at one such stop. Some had finished a
                second shift; one had a third ahead of her. They know each other by their routes and
                by their thermoses, and they have worked out whose coat is warmest and whose turn it
                is to wear it."""
            )
        ),
        Heading(Pair(en="Too late for the last, too early for the first")),
        Paragraph(
            Pair(
                en="""Cleaning starts when the tenants have gone home, and the schedules of buses
                are drawn for the tenants. A taxi would cost more than two hours of pay. So most of
                the crew waits, and the building that they have just cleaned locks its doors behind
                them."""
            )
        ),
        Quote(
            text=Pair(
                en="""When I get home my children are waking up. I make their breakfast, and then it
                is my night."""
            ),
            who=Pair(en="An office cleaner at the stop"),
        ),
        KeyFacts(
            title=Pair(en="What riders say would help"),
            items=(
                Pair(en="A shelter with a wall on the windy side."),
                Pair(en="One trip on weekdays that leaves forty minutes earlier."),
                Pair(en="Buildings that let their cleaners wait in the lobby."),
            ),
        ),
        Paragraph(
            Pair(
                en="""None of it needs a law, and the last item needs only a word from a manager. We
                asked two of them whether cleaners may wait indoors. One said that they may, and
                that nobody had ever asked. The other had not answered by the time of
                publication."""
            )
        ),
        Paragraph(
            Pair(
                en="""Do you wait for that bus, or for another like it? Tell us what your stop looks
                like at half past four."""
            )
        ),
    ),
)
