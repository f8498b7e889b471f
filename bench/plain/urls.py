from django.urls import include, path
from rest_framework.routers import SimpleRouter

from . import views

app_name = "plain"

router = SimpleRouter()
router.register("agreements", views.AgreementViewSet, basename="agreement")

urlpatterns = [
    path("api/", include(router.urls)),
    path("agreements/", views.AgreementListView.as_view(), name="list"),
    path("agreements/<slug:slug>/", views.AgreementDetailView.as_view(), name="detail"),
]
