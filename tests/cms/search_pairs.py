"""Which words count as one in each language: what a page says, and what is asked for.

python -m tests.cms.search_pairs        prints the table for the documents
"""

import sys
from typing import NamedTuple


class Row(NamedTuple):
    language: str
    said: str
    asked: str
    matches: bool


# What a page says: what must find it / what must not.
SPANISH = """
corrección: correccion corrección correcciones CORRECCIÓN Corrección / dirección colección
correcciones: corrección correccion
caminar: caminando caminó camina caminaron / cambiar
caminando: caminar
inmigración: inmigraciones inmigracion inmigrante inmigrantes INMIGRACION / inmoral
inmigrantes: inmigrante inmigración inmigracion
deportación: deportaciones deportacion deportar deportado
deportaciones: deportación deportacion
organización: organizaciones organizacion organizar / orgánico
manifestación: manifestaciones manifestacion manifestantes
manifestaciones: manifestación manifestacion
investigación: investigaciones investigacion investigar
detención: detenciones detencion / atención
decisión: decisiones decision
razón: razones razon
firmar: firmábamos firmó firmo firmas firmaron firmando / firmeza formar
firmábamos: firmar firmabamos
firmó: firmar firmaban
firma: firmas FIRMA
año: años AÑO / ano anos
años: año / ano
ano: ano / año años
peña: Peña PEÑA / pena penas
pena: penas / peña
niño: niños niña / nino
campañas: campaña / campanas campana
campana: campanas / campaña
día: días dia dias
migrante: migrantes / emigrante
derechos: derecho / derrocho
ley: leyes / leer
leyes: ley
juez: jueces / juego
jueces: juez
luz: luces
luces: luz / lucha
voz: voces / vocal
mujer: mujeres
mujeres: mujer
jóvenes: joven jovenes
ciudad: ciudades / ciudadano
país: países pais paises
policía: policia policías policias POLICIA / política
público: publico públicas PÚBLICO / pueblo
vergüenza: verguenza
¿Deportados?: deportados ¿deportados? deportado?
«santuario»: santuario santuarios
Estado.Ayer: ayer estado
running: running / run
tenants: tenants / tenant's
"""
ENGLISH = """
run: running runs / rune
running: run
tenant: tenants / tenet
tenants: tenant Tenants
mountain: mountains MOUNTAIN / mount
petition: petitions petitioning / partition
sign: signed signing signs / signal
signed: sign
policy: policies / police
families: family
child: children
women: woman
communities: community / communicate
deportation: deportations deport
immigrants: immigrant immigration
organizing: organize organizations
governor's: governor governors
rally: rallies rallied
voting: vote votes
law: laws / lawn
decision: decisions
José: José Jose
Peña: Peña / Pena
caminar: caminar / caminando
derechos: derechos / derechas
"Sanctuary": sanctuary "sanctuary"
well-known: well-known known
"""


def table() -> list[Row]:
    found = []
    for language, lines in (("es", SPANISH), ("en", ENGLISH)):
        for line in filter(None, lines.splitlines()):
            said, _colon, asked = line.partition(": ")
            must, _slash, must_not = asked.partition(" / ")
            found += [Row(language, said, each, True) for each in must.split()]
            found += [Row(language, said, each, False) for each in must_not.split()]
    return found


def as_markdown() -> str:
    lines = ["| language | a page says | it is found by | and not by |", "|---|---|---|---|"]
    said = {(row.language, row.said): {True: [], False: []} for row in table()}
    for row in table():
        said[row.language, row.said][row.matches].append(row.asked)
    lines += [
        f"| {language} | {word} | {', '.join(each[True])} | {', '.join(each[False])} |"
        for (language, word), each in said.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{as_markdown()}\n")
