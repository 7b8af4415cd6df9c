"""What GeoServer's role service asks. With OAUTH2_API_KEY set, only a superuser or the key gets an answer."""

from functools import wraps

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.models import AccessToken


def guarded(view):
    @csrf_exempt
    @wraps(view)
    def inner(request):
        words = request.headers.get("Authorization", "").split()
        with_key = len(words) == 2 and words[0].lower() == "apikey" and words[1] == settings.OAUTH2_API_KEY
        if settings.OAUTH2_API_KEY and not with_key and not request.user.is_superuser:
            return HttpResponse(status=401)
        return view(request)

    return inner


@guarded
def roles(request):
    return JsonResponse({"groups": [g.name for g in Group.objects.order_by("pk")] + ["admin"]})


@guarded
def users(request):
    name = request.path_info.rstrip("/").rsplit("/", 1)[-1]
    found = get_user_model().objects.order_by("pk")
    if name != "users":
        found = found.filter(username=name)
    return JsonResponse(
        {
            "users": [
                {
                    "username": u.username,
                    "groups": [g.name for g in u.groups.all()] + (["admin"] if u.is_superuser else []),
                }
                for u in found
            ]
        }
    )


@guarded
def admin_role(request):
    return JsonResponse({"adminRole": "admin"})


@csrf_exempt
def token_info(request):
    """Whose token this is: asked by GeoServer after a login through GeoNode."""
    token = AccessToken.objects.filter(token=request.POST.get("token")).first()
    if token is None or token.is_expired():
        return HttpResponse(status=403)
    return JsonResponse({"client_id": token.application.client_id, "username": token.user.username})
