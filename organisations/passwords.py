"""What a password must have besides what Django asks of it."""

from django.core.exceptions import ValidationError


class DifferentCharactersValidator:
    """Refuses passwords such as “aaaaaaaaq”, which are long but soon guessed."""

    def __init__(self, least: int = 5):
        self.least = least

    def validate(self, password, user=None):
        if len(set(password)) < self.least:
            raise ValidationError(self.get_help_text(), code="password_few_characters")

    def get_help_text(self):
        return f"Your password must have at least {self.least} different characters."
