from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import TemplateView

from geonode.api.views import admin_role, roles, token_info, users
from geonode.standin import views
from geonode.views import LoginView, StaticSitemap, log_out

handler500 = "geonode.views.handler500"
urlpatterns = [
    path("", TemplateView.as_view(template_name="index.html"), name="home"),
    path("account/login/", LoginView.as_view(), name="account_login"),
    path("account/logout/", log_out, name="account_logout"),
    path("sitemap.xml", sitemap, {"sitemaps": {"static": StaticSitemap}}, name="sitemap"),
    path("admin/", admin.site.urls),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    re_path(r"^api/roles", roles),
    re_path(r"^api/users", users),
    re_path(r"^api/adminRole", admin_role),
    path("api/o/v4/tokeninfo/", token_info),
    path("api/v2/", views.api),
    path("api/v2/uploads/upload/", views.upload),
    path("i18n/", include("django.conf.urls.i18n")),
] + [path(f"standin/{view.__name__}", view) for view in views.STANDIN]
