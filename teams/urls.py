from register.urls import record_urls

from .filters import SiteFilterSet, TeamFilterSet

teams = record_urls(TeamFilterSet)
sites = record_urls(SiteFilterSet)
