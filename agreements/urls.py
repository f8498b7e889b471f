from django.urls import path

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
]
