"""WSGI entry point. Whoever serves through here is in production unless they say otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab_portal.settings")
os.environ.setdefault("ENVIRONMENT", "production")

application = get_wsgi_application()
