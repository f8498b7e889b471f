from register.urls import record_urls

from .filters import VisionFilterSet

app_name = "visions"
urlpatterns = record_urls(VisionFilterSet)
