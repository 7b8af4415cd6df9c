from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, login, logout
from django.contrib.sitemaps import Sitemap
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import FormView


class LoginForm(forms.Form):
    login = forms.CharField()
    password = forms.CharField(widget=forms.PasswordInput)


class LoginView(FormView):
    """The fields have allauth's names: login (a user name or an e-mail address) and password."""

    form_class = LoginForm
    template_name = "account/login.html"

    def form_valid(self, form):
        name = form.cleaned_data["login"]
        if "@" in name:
            name = getattr(get_user_model().objects.filter(email=name).first(), "username", name)
        user = authenticate(self.request, username=name, password=form.cleaned_data["password"])
        if user is None:
            form.add_error(None, "The username and/or password you specified are not correct.")
            return self.form_invalid(form)
        login(self.request, user)
        target = self.request.POST.get("next") or self.request.GET.get("next") or ""
        if not url_has_allowed_host_and_scheme(target, {self.request.get_host()}, self.request.is_secure()):
            target = settings.LOGIN_REDIRECT_URL
        return redirect(target)


@require_POST
def log_out(request):
    logout(request)
    return redirect("home")


class StaticSitemap(Sitemap):
    def items(self):
        return ["home", "account_login"]

    def location(self, item):
        return reverse(item)


def handler500(request, *args, **kwargs):
    return HttpResponse("stand-in: server error", status=500)
