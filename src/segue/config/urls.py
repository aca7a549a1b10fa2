"""Every address that Django answers; media files and live messages are dispatched before it."""

from django.contrib import admin
from django.urls import include, path, re_path

from segue.config import pages
from segue.config.admin.registering import register_own
from segue.config.api import api

register_own()

urlpatterns = [
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
    path("_allauth/", include("segue.accounts.sign_in_urls")),
    path("metrics", pages.metrics_page),
    re_path(r"^(?P<path>(api|_allauth)/.*)$", pages.nothing_here),
    re_path(r"^(?P<path>.*)$", pages.web_app),
]
