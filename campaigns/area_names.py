"""What the areas of signatures are called: states, territories, military mail, and abroad."""

from django.utils.translation import pgettext_lazy

from campaigns.regions import STATE_OF

AREA_NAMES = {
    "AL": pgettext_lazy("place", "Alabama"),
    "AK": pgettext_lazy("place", "Alaska"),
    "AZ": pgettext_lazy("place", "Arizona"),
    "AR": pgettext_lazy("place", "Arkansas"),
    "CA": pgettext_lazy("place", "California"),
    "CO": pgettext_lazy("place", "Colorado"),
    "CT": pgettext_lazy("place", "Connecticut"),
    "DE": pgettext_lazy("place", "Delaware"),
    "DC": pgettext_lazy("place", "District of Columbia"),
    "FL": pgettext_lazy("place", "Florida"),
    "GA": pgettext_lazy("place", "Georgia"),
    "GU": pgettext_lazy("place", "Guam"),
    "HI": pgettext_lazy("place", "Hawaii"),
    "ID": pgettext_lazy("place", "Idaho"),
    "IL": pgettext_lazy("place", "Illinois"),
    "IN": pgettext_lazy("place", "Indiana"),
    "IA": pgettext_lazy("place", "Iowa"),
    "KS": pgettext_lazy("place", "Kansas"),
    "KY": pgettext_lazy("place", "Kentucky"),
    "LA": pgettext_lazy("place", "Louisiana"),
    "ME": pgettext_lazy("place", "Maine"),
    "MD": pgettext_lazy("place", "Maryland"),
    "MA": pgettext_lazy("place", "Massachusetts"),
    "MI": pgettext_lazy("place", "Michigan"),
    "MN": pgettext_lazy("place", "Minnesota"),
    "MS": pgettext_lazy("place", "Mississippi"),
    "MO": pgettext_lazy("place", "Missouri"),
    "MT": pgettext_lazy("place", "Montana"),
    "NE": pgettext_lazy("place", "Nebraska"),
    "NV": pgettext_lazy("place", "Nevada"),
    "NH": pgettext_lazy("place", "New Hampshire"),
    "NJ": pgettext_lazy("place", "New Jersey"),
    "NM": pgettext_lazy("place", "New Mexico"),
    "NY": pgettext_lazy("place", "New York"),
    "NC": pgettext_lazy("place", "North Carolina"),
    "ND": pgettext_lazy("place", "North Dakota"),
    "OH": pgettext_lazy("place", "Ohio"),
    "OK": pgettext_lazy("place", "Oklahoma"),
    "OR": pgettext_lazy("place", "Oregon"),
    "PA": pgettext_lazy("place", "Pennsylvania"),
    "PR": pgettext_lazy("place", "Puerto Rico"),
    "RI": pgettext_lazy("place", "Rhode Island"),
    "SC": pgettext_lazy("place", "South Carolina"),
    "SD": pgettext_lazy("place", "South Dakota"),
    "TN": pgettext_lazy("place", "Tennessee"),
    "TX": pgettext_lazy("place", "Texas"),
    "UT": pgettext_lazy("place", "Utah"),
    "VT": pgettext_lazy("place", "Vermont"),
    "VI": pgettext_lazy("place", "Virgin Islands"),
    "VA": pgettext_lazy("place", "Virginia"),
    "WA": pgettext_lazy("place", "Washington"),
    "WV": pgettext_lazy("place", "West Virginia"),
    "WI": pgettext_lazy("place", "Wisconsin"),
    "WY": pgettext_lazy("place", "Wyoming"),
    "AA": pgettext_lazy("place", "Military mail, Americas"),
    "AE": pgettext_lazy("place", "Military mail, Europe and other places"),
    "AP": pgettext_lazy("place", "Military mail, Pacific"),
    "abroad": pgettext_lazy("place", "Outside the United States"),
}
UNKNOWN = ""  # who signed in person may have left no postal code
AREAS = (*sorted({*AREA_NAMES, *STATE_OF.values()}), UNKNOWN)


def area_name(area: str) -> str:
    """In the active language; an area without a name is told by its code."""
    return str(AREA_NAMES.get(area, area))
