"""A member of staff at the admin pages, filling in forms as a browser would."""

from collections.abc import Iterator
from html.parser import HTMLParser
from unittest import mock

from django import forms
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory, member


class FormReader(HTMLParser):
    """What a browser would send if nobody typed anything: the page's POST form."""

    def __init__(self, text: str):
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self._inside, self._select, self._area = False, None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "form":
            # The theme and sign-out forms of every admin page are none of the page's own.
            self._inside = attrs.get("method") == "post" and attrs.get("id") != "logout-form"
        elif not self._inside:
            return
        elif tag == "input" and name:
            self._input(name, attrs)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in attrs:
            self._add(self._select, attrs.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self._add(name, "")

    def handle_data(self, data):
        if self._area:
            self.data[self._area][-1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            # A browser leaves out the line break right after the tag.
            self.data[self._area][-1] = self.data[self._area][-1].removeprefix("\n").strip("\r")
            self._area = None

    def _input(self, name, attrs):
        kind = attrs.get("type", "text")
        if kind in {"checkbox", "radio"} and "checked" not in attrs:
            return
        if kind not in {"submit", "button", "file"}:
            self._add(name, attrs.get("value", "on" if kind == "checkbox" else ""))

    def _add(self, name, value):
        self.data.setdefault(name, []).append(value)


def unsent(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """What a browser would send of a form if nobody typed anything, without its page."""
    for bound in form:
        widget = bound.field.widget
        widget = getattr(widget, "widget", widget)  # within the links to add and to change
        context = widget.get_context(bound.html_name, bound.value(), {})
        yield from unsent_widget(context["widget"])


def unsent_widget(widget: dict) -> Iterator[tuple[str, str]]:
    for inner in widget.get("subwidgets", []):
        yield from unsent_widget(inner)
    for _, options, _ in widget.get("optgroups", []):
        chosen = [option for option in options if option["selected"]]
        yield from ((option["name"], str(option["value"])) for option in chosen)
    if {"subwidgets", "optgroups"} & set(widget) or widget.get("type") == "file":
        return
    if widget.get("type") == "checkbox":
        if widget["attrs"].get("checked"):
            yield widget["name"], widget["value"] or "on"
        return
    yield widget["name"], str(widget["value"] or "")


CROSS_SITE_TOKEN = "a" * 32


class Desk:
    """The admin of one kind of record, agreements unless told, as one person sees it."""

    def __init__(self, user, kept="agreements_agreement"):
        self.user, self.kept = user, kept
        # Cross-site request forgery is checked as in service.
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(user)
        self.client.cookies["csrftoken"] = CROSS_SITE_TOKEN

    def of(self, kept):
        """The same person at the admin of another kind."""
        return Desk(self.user, kept)

    def address(self, page, record=None):
        args = [record] if isinstance(record, str) else [record.pk] if record else []
        name, _, rest = page.partition("/")
        found = reverse(f"admin:{self.kept}_{name}", args=[*args, *filter(None, [rest])])
        return found

    def open(self, page, record=None, **params):
        return self.client.get(self.address(page, record), params or None)

    def form(self, page, record=None) -> dict:
        """The form of a page, as it stands.

        A form that is made to edit a record has hundreds of fields, so its page is not rendered.
        """
        if page not in {"add", "change"}:
            response = self.open(page, record)
            assert response.status_code == 200, response
            return self.read(response)
        with mock.patch.object(TemplateResponse, "rendered_content", ""):
            response = self.open(page, record)
        assert response.status_code == 200, response
        context = response.context_data
        found: dict[str, list[str]] = {"csrfmiddlewaretoken": [CROSS_SITE_TOKEN]}
        sets = [inline.formset for inline in context["inline_admin_formsets"]]
        parts = [form for one in sets for form in (one.management_form, *one.forms)]
        for form in (context["adminform"].form, *parts):
            for name, value in unsent(form):
                found.setdefault(name, []).append(value)
        return found

    def read(self, response) -> dict:
        """The form of a page that was answered, as it stands."""
        found = FormReader(response.content.decode()).data
        # The row that the page's script would copy is no row yet.
        return {name: values for name, values in found.items() if "__prefix__" not in name}

    def send(self, page, record=None, form=None, rows=None, **typed):
        """Fill in what is `typed` over a form (else the one the page has now) and send it.

        `rows` adds rows to a formset: {"parties": [{"organisation": 1}]}.
        """
        data = dict(self.form(page, record) if form is None else form)
        for prefix, added in (rows or {}).items():
            first = int(data[f"{prefix}-TOTAL_FORMS"][0])
            data[f"{prefix}-TOTAL_FORMS"] = [str(first + len(added))]
            for number, row in enumerate(added, first):
                data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        data |= {name.replace("__", "-"): value for name, value in typed.items()}
        return self.client.post(self.address(page, record), data)

    def submit(self, record, note="It changed.", action="published", **typed):
        return self.send(f"submit/{action}", record, note=note, **typed)

    def approve(self, record):
        return self.send("approve", record)


def sign_in(role: str, office) -> Desk:
    """Somebody signed in with this role in the office ("national" and "superuser" have none)."""
    if role == "superuser":
        return Desk(UserFactory(is_superuser=True))
    return Desk(member(None if role == "national" else office, role))


def state_of(record) -> str:
    return type(record).objects.with_state().get(pk=record.pk).state
