from django.urls import path, re_path

from . import views

app_name = "agreements"
urlpatterns = [
    path("", views.AgreementListView.as_view(), name="list"),
    path("<slug:slug>/", views.AgreementDetailView.as_view(), name="detail"),
    path("<slug:slug>/editions/", views.AgreementEditionListView.as_view(), name="editions"),
    path(
        "<slug:slug>/editions/<int:number>/",
        views.AgreementEditionDetailView.as_view(),
        name="edition",
    ),
    re_path(
        r"^(?P<slug>[-a-zA-Z0-9_]+)/documents/(?P<sha256>[0-9a-f]{64})/$",
        views.AgreementDocumentView.as_view(),
        name="document",
    ),
]
