"""The site map. Everything here but the admin is public."""

from django.contrib import admin
from django.contrib.auth import views as sign_in
from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

import teams.urls
from agreements.api import AgreementViewSet
from agreements.programmes.api import ProgrammeViewSet
from register.ledger_api import ChangesView, HeadView
from register.urls import record_api
from teams.api import SiteViewSet, TeamViewSet
from visions.api import VisionViewSet

from . import views
from .api import OrganisationViewSet, RootView
from .assurance import AssuranceAPI, AssuranceView
from .search import SearchAPI, SearchView

router = SimpleRouter()
router.register("organisations", OrganisationViewSet, basename="organisations")

api_v1 = [
    path("", RootView.as_view(), name="root"),
    *record_api("agreements", AgreementViewSet),
    *record_api("programmes", ProgrammeViewSet),
    *record_api("teams", TeamViewSet),
    *record_api("sites", SiteViewSet),
    *record_api("visions", VisionViewSet),
    path("", include(router.urls)),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("head/", HeadView.as_view(), name="head"),
    path("assurance/", AssuranceAPI.as_view(), name="assurance"),
    path("search/", SearchAPI.as_view(), name="search"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
]

organisations = [
    path("", views.OrganisationListView.as_view(), name="list"),
    path("<slug:slug>/", views.OrganisationDetailView.as_view(), name="detail"),
]

# Under the names that Django's own pages use.
passwords = [
    path("", sign_in.PasswordResetView.as_view(), name="admin_password_reset"),
    path("sent/", sign_in.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "<uidb64>/<token>/",
        sign_in.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    path("done/", sign_in.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
]

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("agreements/", include("agreements.urls")),
    path("programmes/", include("agreements.programmes.urls")),
    path("teams/", include((teams.urls.teams, "teams"))),
    path("sites/", include((teams.urls.sites, "sites"))),
    path("visions/", include("visions.urls")),
    path("organisations/", include((organisations, "organisations"))),
    path("search/", SearchView.as_view(), name="search"),
    path("assurance/", AssuranceView.as_view(), name="assurance"),
    path("api/v1/", include((api_v1, "api"))),
    path("admin/password-reset/", include(passwords)),
    path("admin/", admin.site.urls),
    path("ready/", views.ready, name="ready"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.not_found
handler500 = views.server_error
