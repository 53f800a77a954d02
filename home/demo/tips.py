"""What the demo's tip line says, and two tips of people who do not exist."""

LINE = {
    "signal": "@bahiaplural.10",
    "signal_link": "",
    "post": "Bahía Plural\nP.O. Box 1210\nEast Boston, MA 02128",
    "in_person_en": "At the community library on Meridian Street, Thursdays from 4 to 7 p.m. "
    "Ask for Camila.",
    "in_person_es": "En la biblioteca comunitaria de la calle Meridian, los jueves de 4 a 7 p. m. "
    "Pregunta por Camila.",
}

TIPS = (
    (
        "es",
        """En la lavandería donde trabaja mi prima descuentan veinte dólares por semana «por los
        uniformes», y nadie tiene uniforme. Hay recibos.""",
        "Por Signal, después de las ocho de la noche: @lavadora.31",
    ),
    (
        "en",
        """The school on our street has had its side door locked since October. The fire
        inspection they posted is dated from two years ago.""",
        "",
    ),
)
