"""The product's settings with the baselines beside it, served as in production.

The database is the run's own (`bench.database`); what production sets for the web server in front
(HTTPS, hashed names of static files) is left out: no measured request reaches it.
"""

from collab_portal.settings import *  # noqa: F403
from collab_portal.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.plain"]
ROOT_URLCONF = "bench.urls"
# As in production static files are looked up once, when a process starts; but where they lie.
STATIC_ROOT = None
WHITENOISE_AUTOREFRESH = False
# One connection for the whole run, so that the time of its PostgreSQL process can be read.
DATABASES["default"]["CONN_MAX_AGE"] = None
