from register.urls import record_urls

from .filters import SiteFilterSet, TeamFilterSet
from .models import PublishedSite, PublishedTeam

teams = record_urls(PublishedTeam, TeamFilterSet)
sites = record_urls(PublishedSite, SiteFilterSet)
