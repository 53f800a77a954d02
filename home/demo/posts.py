"""Every story of the demo newsroom, newest first."""

from home.demo.posts_bus import NIGHT_BUS
from home.demo.posts_fingerprints import FINGERPRINTS
from home.demo.posts_kitchen import KITCHEN
from home.demo.posts_library import LIBRARY
from home.demo.posts_rally import RALLY
from home.demo.posts_signing import SIGNING
from home.demo.posts_states import STATES
from home.demo.posts_wages import WAGES

POSTS = (RALLY, STATES, SIGNING, FINGERPRINTS, KITCHEN, WAGES, LIBRARY, NIGHT_BUS)
