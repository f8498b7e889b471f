from register.urls import record_urls

from .filters import VisionFilterSet
from .models import PublishedVision

app_name = "visions"
urlpatterns = record_urls(PublishedVision, VisionFilterSet)
