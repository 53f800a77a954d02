"""What editors may not ask of readers: whose answer could hurt them, so that nobody holds it.

The form has no fields of editors' own. This looks at the texts that stand beside it, for sentences
that ask a reader; a letter may well speak of employers and citizenship.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

# The one list, in both languages: what may not be asked for (after "your", "tu"), whole questions.
FORBIDDEN = {
    "citizenship": r"citizenship|nationality|country of birth|ciudadanía|nacionalidad"
    r"|país de nacimiento",
    "immigration": r"(?:immigration|migration|legal|visa) status|green card|visa (?:type|number)"
    r"|(?:estatus|estado|situación|condición) (?:migratori[oa]|legal)|tipo de visa|papeles",
    "a_number": r"a[- ]?number|alien (?:registration )?number|social security number"
    r"|número (?:a|de extranjero|de seguro social|de registro de extranjero)",
    "employer": r"employer|workplace|place of work|boss|empleador|patrón|lugar de trabajo",
    "home_address": r"(?:home|street|postal|mailing|full) address|domicilio"
    r"|dirección(?! (?:de correo|de e-?mail|electrónica))",
}
WHOLE = {
    "citizenship": r"are you (?:a )?(?:us |american )?citizens?|where were you born"
    r"|¿(?:eres|es usted) ciudadan[oa]|dónde naciste",
    "immigration": r"are you (?:undocumented|here legally)|do you have (?:papers|a visa)"
    r"|¿(?:eres|es usted) indocumentad[oa]|¿tienes? (?:papeles|visa)",
    "a_number": r"(?!)",
    "employer": r"(?:where|who) do you work|dónde trabajas|para quién trabajas",
    "home_address": r"where do you live|dónde vives",
}
NAMES = {
    "citizenship": _("citizenship"),
    "immigration": _("immigration status"),
    "a_number": _("an A-number or another number of a person"),
    "employer": _("the employer"),
    "home_address": _("the home address"),
}
ASKING = (
    r"(?:what(?:'s|’s| is| are)|tell us|enter|give us|write|type|send us|fill in|add|include|share"
    r"|cuál(?:es)? (?:es|son)|dinos|díganos|escribe|escriba|danos|envíanos|indica|indique|añade"
    r"|agrega|incluye|pon)"
)
YOURS = r"\b(?:your|tu|tus|su|sus)(?: [\w-]+)? "
NEAR = r"[^.!?\n]{0,60}?"


def _patterns(asking: str) -> dict[str, re.Pattern]:
    return {
        kind: re.compile(rf"{asking}{YOURS}(?:{words})\b|{WHOLE[kind]}", re.IGNORECASE)
        for kind, words in FORBIDDEN.items()
    }


QUESTIONS = _patterns(rf"\b{ASKING}\b{NEAR}")
LABELS = _patterns("")  # a text that is itself a label asks without a verb


def asked_for(text: str, *, is_label: bool = False) -> str:
    """The forbidden thing that this text asks of its reader, or empty."""
    plain = " ".join(strip_tags(re.sub(r"</(?:p|li|h\d)>|<br/?>", ". ", text)).split())
    patterns = LABELS if is_label else QUESTIONS
    return next((kind for kind, pattern in patterns.items() if pattern.search(plain)), "")


def check_texts(texts: Mapping[str, str], *, are_labels: bool = False) -> None:
    """Raises ValidationError by field, for the editor's form."""
    refused = {}
    for field, text in texts.items():
        kind = asked_for(text, is_label=are_labels)
        if kind:
            refused[field] = ValidationError(
                _("Readers may not be asked for %(what)s: its answer could be used against them."),
                params={"what": NAMES[kind]},
            )
    if refused:
        raise ValidationError(refused)
