"""How organisations relate to each other."""

from django.db import models

from ..dates import DATE_HELP, PartialDateField
from .organisation import Organisation
from .versioned import SOURCE_HELP, ReferenceModel


class Succession(ReferenceModel):
    """One legal person taking over from another that came to an end.

    As when a mayor took over a police and crime commissioner's functions (Local Democracy, Economic
    Development and Construction Act 2009 s.107F). A mere change of name is a former name.
    """

    predecessor = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="successions_out",
        help_text="The organisation that ended.",
    )
    successor = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="successions_in",
        help_text="The new legal person that took over. Readers who filter by it also find what "
        "its predecessor took part in.",
    )
    on = PartialDateField(
        null=True, blank=True, help_text=f"The first day of the successor. {DATE_HELP}"
    )
    is_verified = models.BooleanField(
        default=True,
        help_text="Untick until it has been checked against the source. Readers, filters and the "
        "law see only what is ticked.",
    )
    source = models.TextField(blank=True, help_text=SOURCE_HELP)

    class Meta:
        ordering = ["predecessor", "successor"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message="This succession is already recorded.",
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="succession_not_to_itself",
                violation_error_message="An organisation can't succeed itself. If it was renamed, "
                "add a former name instead.",
            ),
        ]

    def __str__(self):
        return f"{self.successor} succeeds {self.predecessor}"


class PoliceFirePair(ReferenceModel):
    """A police force and a fire and rescue service that cover some of the same ground.

    For England after Annex B of the explanatory notes to the Policing and Crime Act 2017, where
    the duty to consider collaborating (s.2) binds them; a force may pair with several services.
    """

    police_force = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="fire_pairs",
        limit_choices_to={"kind": Organisation.Kind.POLICE_FORCE},
    )
    fire_service = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="police_pairs",
        limit_choices_to={"kind": Organisation.Kind.FIRE_SERVICE},
    )
    is_verified = models.BooleanField(
        default=False,
        help_text="Tick once the pair has been checked against the source; readers see it then.",
    )
    source = models.TextField(blank=True, help_text=SOURCE_HELP)

    class Meta:
        ordering = ["police_force", "fire_service"]
        verbose_name = "police and fire pair"
        constraints = [
            models.UniqueConstraint(
                fields=["police_force", "fire_service"],
                name="police_fire_pair_once",
                violation_error_message="This pair is already recorded.",
            ),
        ]

    def __str__(self):
        return f"{self.police_force} and {self.fire_service}"
