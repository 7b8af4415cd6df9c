from django.urls import path  # noqa: F401  (for the patterns of yours)

from geonode.urls import handler500, urlpatterns as geonode_urlpatterns  # noqa: F401

# Yours come first, so they can also replace a page of GeoNode.
urlpatterns = [
    # path("hello/", views.hello, name="hello"),
] + geonode_urlpatterns
