"""The baseline "plain": the register of agreements as Django and its usual companions have it.

Normalised tables, ModelSerializer, ReadOnlyModelViewSet, django-filter, SearchFilter, a
Django-template list. Written before the index it is compared with, and not touched after.
"""
