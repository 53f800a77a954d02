"""Addresses of the demo newsroom: each kind of page that a reader meets, in both languages."""

CAMPAIGN = {"es": "/es/campanas/comunidades-justas/", "en": "/en/campaigns/just-communities/"}
PAGES = [
    "/es/",
    "/en/",
    "/es/noticias/",
    "/es/noticias/manifestacion-pide-al-gobernador-rechazar-comunidades-seguras/",
    "/en/news/rally-asks-governor-to-reject-secure-communities/",
    "/es/noticias/an-hour-in-the-cold-before-the-first-bus/",
    "/es/noticias/siguen-abiertas-las-clases-nocturnas-de-ingles/",
    "/en/news/evening-english-classes-stay-open/",
    "/es/noticias/serie/lo-que-decide-una-huella/",
    "/en/news/series/what-a-fingerprint-decides/",
    "/es/noticias/etiqueta/huellas/",
    "/es/noticias/tema/inmigracion/",
    "/en/news/topic/immigration/",
    "/es/noticias/autoria/ines-valdivieso/",
    "/en/news/author/ines-valdivieso/",
    "/es/campanas/",
    "/en/campaigns/",
    CAMPAIGN["es"],
    CAMPAIGN["en"],
    "/en/campaigns/just-communities/neighbors-ask-for-a-meeting/",
    "/es/campanas/comunidades-justas/los-vecinos-piden-una-reunion/",
    "/en/alerts/",
    "/es/alertas/antes-de-que-firme-el-gobernador/",
    "/es/quienes-somos/",
    "/en/privacy/",
    "/en/accessibility/",
    "/en/what-we-could-be-forced-to-give/",
    "/es/que-nos-podrian-obligar-a-entregar/",
    "/es/buscar/?q=huella",
    "/en/search/?q=fingerpints",
    "/es/buscar/?q=zzzz",
    "/en/search/?q=communities&kind=post&topic=immigration",
]
# What answers with an error, or with a form of its own.
ERRORS = ["/es/nada/", "/en/nothing/", "/es/firmar/confirmar/forged/"]
