"""Forms with one text per language, each labelled in its own language."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page, Site

from cms.banners import LONGEST as LONGEST_BANNER
from cms.banners import Banner, BannerWish
from cms.languages import LANGUAGES, NATIVE_NAMES, language_name, language_of_path
from cms.replacing import Removal

MOMENT = "%Y-%m-%dT%H:%M"  # as `datetime-local` writes it


def text_field(language: str, *, longest: int, required: bool, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=NATIVE_NAMES[language],
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
    )


def moment_field(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, required=False, widget=widget)


class TextsForm(forms.Form):
    """One text per language; `texts` is what was typed, by language."""

    def __init__(self, *args: Any, longest: int, needs_all: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.needs_all = needs_all
        for code in LANGUAGES:
            field = text_field(code, longest=longest, required=needs_all)
            self.fields[self.name_of(code)] = field

    @staticmethod
    def name_of(language: str) -> str:
        return f"text_{language}"

    @classmethod
    def initial_of(cls, told: Any) -> dict[str, str]:
        return {cls.name_of(code): told.text_in(code) for code in LANGUAGES}

    @property
    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(self.name_of(code), "") for code in LANGUAGES}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.needs_all and not self.errors and not any(self.texts.values()):
            raise forms.ValidationError(_("Write in one language at least."))
        return cleaned


class BannerForm(TextsForm):
    link = forms.CharField(
        label=gettext_lazy("Address of a page (optional)"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Paste it in either language: each reader is led to the page in theirs."
        ),
    )
    begins_at = moment_field(gettext_lazy("From (optional)"))
    ends_at = moment_field(gettext_lazy("Until (optional)"))
    is_on = forms.BooleanField(label=gettext_lazy("Show it"), required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any):
        super().__init__(*args, longest=LONGEST_BANNER, **kwargs)
        self.site = site
        self.order_fields([self.name_of(code) for code in LANGUAGES])

    @classmethod
    def initial_from(cls, banner: Banner | None) -> dict[str, Any]:
        if banner is None:
            return {"is_on": True}
        texts = {cls.name_of(code): banner.texts.get(code, "") for code in LANGUAGES}
        names = ("is_on", "begins_at", "ends_at")
        facts = {name: getattr(banner, name) for name in names}
        return texts | facts | {"link": banner.page.full_url if banner.page else ""}

    @property
    def wish(self) -> BannerWish:
        facts = {name: self.cleaned_data[name] for name in ("is_on", "begins_at", "ends_at")}
        return BannerWish(texts=self.texts, page=self.cleaned_data["link"], **facts)

    def clean_link(self) -> Page | None:
        link = self.cleaned_data["link"].strip()
        if not link:
            return None
        page = page_at(link, self.site)
        if page is None:
            raise forms.ValidationError(_("There is no page of ours at this address."))
        return page

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("begins_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("It would end before it begins."))
        return cleaned


class ReasonForm(forms.Form):
    """Why something is taken down; kept, so it should not repeat what must go."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Kept in the log. Do not repeat what is being removed."),
    )


class NameForm(ReasonForm):
    names = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Exactly as it is written, accents and capitals too. Every other way of writing it "
            "goes on a line of its own."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"instead_{code}"] = forms.CharField(
                label=_("What stands there instead, in %(language)s")
                % {"language": language_name(code)},
                max_length=120,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.order_fields(["names", *(f"instead_{code}" for code in LANGUAGES), "reason"])

    @property
    def removal(self) -> Removal:
        instead = {code: self.cleaned_data[f"instead_{code}"] for code in LANGUAGES}
        return Removal.of(self.cleaned_data["names"], instead)


NOWHERE: tuple[Any, list[Any], dict[str, Any]] = (None, [], {})


def page_at(address: str, site: Site) -> Page | None:
    """The page at an address of ours, in either language; None where there is none."""
    path = "/" + address.partition("://")[2].partition("/")[2] if "://" in address else address
    path = path.partition("?")[0].partition("#")[0]
    language = language_of_path(path)
    if language is None:
        return None
    home = site.root_page.get_translation_or_none(Locale.objects.get(language_code=language))
    parts = [part for part in path.split("/") if part][1:]
    try:
        page, _arguments, facts = home.specific.route(HttpRequest(), parts) if home else NOWHERE
    except Http404:
        return None
    return None if "missing_slug" in facts else page  # a courtesy page is none
