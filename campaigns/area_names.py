"""Every area that a signature may be counted in; what they are called is told by cms."""

from campaigns.regions import STATE_OF
from cms.area_names import AREA_NAMES, area_name

__all__ = ["AREAS", "UNKNOWN", "area_name"]
UNKNOWN = ""  # who signed in person may have left no postal code
AREAS = (*sorted({*AREA_NAMES, *STATE_OF.values()}), UNKNOWN)
