from django.http import HttpResponse


class HealthCheckMiddleware:
    """Answers /healthz, which Docker asks every few seconds, before anything else can.

    A view would be redirected to the login page under LOCKDOWN_GEONODE, get a 503 in maintenance mode,
    and read a session from the database each time.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain")
        return self.get_response(request)
