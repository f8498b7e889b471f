"""WSGI entry point. ENVIRONMENT is production here unless it is set otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab_portal.settings")
os.environ.setdefault("ENVIRONMENT", "production")

application = get_wsgi_application()
