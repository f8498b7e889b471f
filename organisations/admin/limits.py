"""How much a form of the admin takes: no more than fits into one request (settings.py).

Django refuses a larger request as a whole, and everything typed in it is lost.
"""

from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.core.validators import MaxLengthValidator
from django.db import models

TEXT, TEXT_OF_ROW, ROWS = 20_000, 4_000, 200


class LimitedTexts(BaseModelAdmin):
    """An admin or inline whose long texts have a limit, which the form tells.

    Browsers are not told: they would cut off what is pasted without a word.
    """

    longest_text = TEXT

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(db_field, models.TextField):
            words = f"At most {self.longest_text:,} characters."
            field.validators = [*field.validators, MaxLengthValidator(self.longest_text)]
            field.help_text = f"{field.help_text} {words}".strip()
        return field


class LimitedRows(LimitedTexts, InlineModelAdmin):
    """Rows on the form of what they belong to, so many at most."""

    longest_text = TEXT_OF_ROW
    max_num = ROWS

    def get_formset(self, request, obj=None, **kwargs):
        # Django sets 0 where nobody may add a row; those that are there are not too many.
        kwargs.setdefault("validate_max", bool(self.max_num))
        return super().get_formset(request, obj, **kwargs)
