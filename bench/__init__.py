"""The benchmarks: one module each, registered by name in bench/__main__.py.

They need Django's models when they are imported, so importing the package sets Django up.
"""

import django

django.setup()
