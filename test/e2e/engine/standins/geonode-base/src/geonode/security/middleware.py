from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone
from oauth2_provider.models import AccessToken, get_application_model
from oauthlib.common import generate_token


def give_token(sender, request, user, **kwargs):
    """A login gets a token of the application that GeoServer uses, if there is such an application."""
    name = settings.OAUTH2_DEFAULT_BACKEND_CLIENT_NAME
    application = get_application_model().objects.filter(name=name).first()
    if application:
        expires = timezone.now() + timedelta(seconds=settings.ACCESS_TOKEN_EXPIRE_SECONDS)
        token = AccessToken.objects.create(
            user=user, application=application, expires=expires, token=generate_token(), scope="write"
        )
        request.session["access_token"] = token.token


class SessionControlMiddleware:
    """Without that token the user is logged out again: "Session is Expired"."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            token = AccessToken.objects.filter(token=request.session.get("access_token", "")).first()
            if token is None or token.is_expired():
                logout(request)
        return self.get_response(request)
