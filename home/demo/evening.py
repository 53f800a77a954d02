"""One evening told live below the story of the library's classes, and what that story got wrong."""

from home.demo.posts_library import LIBRARY
from home.demo.wording import Pair, moment

STORY = LIBRARY
CORRECTED_AT = moment(12, 15, 9, 10)
CORRECTION = Pair(
    en="""An earlier version of this story said that the classes meet on Mondays. They meet on
    Tuesdays and Thursdays.""",
    es="""Una versión anterior de esta nota decía que las clases se dan los lunes. Se dan los martes
    y los jueves.""",
)
ENTRIES = (
    (
        moment(12, 16, 18, 5),
        Pair(
            en="""The doors are open. The line for the open evening begins at the front desk and
            ends outside the bakery.""",
            es="""Se abrieron las puertas. La fila de la noche abierta empieza en la recepción y
            termina afuera de la panadería.""",
        ),
    ),
    (
        moment(12, 16, 18, 40),
        Pair(
            en="""All chairs upstairs are taken. Teachers hold a second first lesson on the stairs,
            with the blackboard against the wall.""",
            es="""Arriba ya no quedan sillas. Las maestras dan otra primera lección en la escalera,
            con el pizarrón apoyado en la pared.""",
        ),
    ),
    (
        moment(12, 16, 19, 55),
        Pair(
            en="""Thirty-one people have put their names on the list for January. The board’s chair,
            who came to look, stayed to make coffee.""",
            es="""Treinta y una personas se anotaron para enero. La presidenta de la junta, que vino
            a mirar, se quedó a preparar café.""",
        ),
    ),
)
