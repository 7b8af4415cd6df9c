"""Debian's Django is 3.2. Those of GeoNode (4.2, 5.2) compare the Origin header of an unsafe request; so does this."""

from urllib.parse import urlsplit

from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class OriginCsrfViewMiddleware(CsrfViewMiddleware):
    def _origin_is_good(self, request):
        origin = request.META["HTTP_ORIGIN"]
        if origin == f"{request.scheme}://{request.get_host()}":
            return True
        for trusted in settings.CSRF_TRUSTED_ORIGINS:
            scheme, _, host = trusted.partition("://")
            if origin == trusted:
                return True
            if host.startswith("*.") and urlsplit(origin).scheme == scheme:
                if urlsplit(origin).netloc.endswith(host[1:]):
                    return True
        return False

    def process_view(self, request, callback, callback_args, callback_kwargs):
        exempt = getattr(callback, "csrf_exempt", False) or getattr(request, "_dont_enforce_csrf_checks", False)
        if request.method not in SAFE and not exempt and "HTTP_ORIGIN" in request.META:
            if not self._origin_is_good(request):
                return self._reject(request, "Origin checking failed")
            # an Origin that was compared stands for the Referer, which 3.2 would ask for over https
            request.META["HTTP_REFERER"] = f"{request.scheme}://{request.get_host()}/"
        return super().process_view(request, callback, callback_args, callback_kwargs)
