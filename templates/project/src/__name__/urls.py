# from django.urls import path

# GeoNode's error page is looked up here, under the name handler500.
from geonode.urls import handler500, urlpatterns as geonode_urlpatterns  # noqa: F401

# Yours come first, so they can also replace a page of GeoNode.
urlpatterns = [
    # path("hello/", views.hello, name="hello"),
] + geonode_urlpatterns
