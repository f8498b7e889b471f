from register.urls import record_urls

from .filters import ProgrammeFilterSet

app_name = "programmes"
urlpatterns = record_urls(ProgrammeFilterSet)
