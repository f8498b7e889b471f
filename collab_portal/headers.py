"""A header that neither Django nor a part we have sets."""

from django.conf import settings


def permissions_policy(get_response):
    """Middleware: every answer turns off the browser's features, none of which a page uses."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware
