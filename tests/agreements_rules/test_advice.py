"""Advice that can be followed: what a message puts in quotes is on the form, in these words."""

import ast
import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.db import models
from django.test import RequestFactory

from agreements import rules
from agreements.models import Agreement
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def texts():
    """The strings of the rules that are not descriptions of the code."""
    for path in Path(rules.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        blocks = (ast.Module, ast.FunctionDef, ast.ClassDef)
        described = {
            id(n.body[0].value)
            for n in ast.walk(tree)
            if isinstance(n, blocks) and isinstance(n.body[0], ast.Expr)
        }
        strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
        yield from (one.value for one in strings if id(one) not in described)


def on_the_form() -> set[str]:
    """Every label and choice of the form of an agreement and of its rows, in small letters."""
    request = RequestFactory().get("/")
    request.user = UserFactory(is_superuser=True)
    kept = admin.site.get_model_admin(Agreement)
    inlines = [inline.get_formset(request).form for inline in kept.get_inline_instances(request)]
    fields = [f for form in (kept.get_form(request), *inlines) for f in form.base_fields.items()]
    labels = {field.label or name.replace("_", " ") for name, field in fields}
    for _, field in fields:
        if not isinstance(getattr(field, "queryset", None), models.QuerySet):
            labels |= {str(words) for _, words in getattr(field, "choices", ())}
    return {str(label).lower() for label in labels}


def test_what_a_message_names_can_be_found_on_the_form():
    named = {words for text in texts() for words in re.findall("“([^”{]+)”", str(text))}
    assert "what is published" in named
    assert named - on_the_form() == set()
