"""The shape of an organisation in the API. Null means not recorded."""

from rest_framework import serializers

from register import kinds


class NamedSerializer(serializers.Serializer):
    """Another organisation, by slug and present name."""

    slug = serializers.CharField()
    name = serializers.CharField()


class SuccessionSerializer(NamedSerializer):
    """Another organisation that this one took over from, or that took over from it."""

    on = serializers.CharField(allow_null=True, help_text="First day of the one that took over.")


class DatedNameSerializer(serializers.Serializer):
    """A name that held from and until dates, which may be partial (EDTF)."""

    name = serializers.CharField()
    from_on = serializers.CharField(allow_null=True)
    until_on = serializers.CharField(allow_null=True)


class GroupTimeSerializer(serializers.Serializer):
    """A group it belongs or belonged to."""

    slug = serializers.CharField()
    name = serializers.CharField()
    joined_on = serializers.CharField(allow_null=True)
    left_on = serializers.CharField(allow_null=True)


class OrganisationSerializer(serializers.Serializer):
    """An organisation of the reference data: `instance` is a DirectoryOrganisation."""

    slug = serializers.CharField(help_text="Its permanent name in addresses and filters.")
    name = serializers.CharField(help_text="Its present name.")
    short_name = serializers.CharField(allow_null=True)
    kind = serializers.CharField()
    is_fire_authority = serializers.BooleanField(
        help_text="True of a fire and rescue authority; a commissioner can be both."
    )
    governance = serializers.CharField(allow_null=True, help_text="How a fire service is governed.")
    nation = serializers.CharField(allow_null=True)
    region = serializers.CharField(allow_null=True)
    ons_code = serializers.CharField(allow_null=True)
    police_uk_id = serializers.CharField(allow_null=True)
    website = serializers.CharField(allow_null=True)
    overseen_by = NamedSerializer(allow_null=True)
    oversees = NamedSerializer(many=True)
    former_names = DatedNameSerializer(many=True)
    aliases = serializers.ListField(child=serializers.CharField())
    predecessors = SuccessionSerializer(many=True)
    successors = SuccessionSerializer(many=True)
    groups = GroupTimeSerializer(many=True)
    fire_partners = NamedSerializer(many=True)
    police_partners = NamedSerializer(many=True)
    source = serializers.CharField(allow_null=True, help_text="Where these facts come from.")
    unverified = serializers.ListField(
        child=serializers.CharField(),
        help_text="Empty: a fact that nobody has checked against a source is left out of answers.",
    )
    records = serializers.IntegerField(help_text="Listed records in which it takes part.")
    url = serializers.URLField()
    html_url = serializers.URLField()

    def get_fields(self):
        """Also the address of the records of each kind in which it takes part."""
        return super().get_fields() | {name: serializers.URLField() for name in _addresses()}

    def to_representation(self, entry):
        directory = self.context["time_query"].directory

        def named(slug):
            return {"slug": slug, "name": directory.organisations[slug].name}

        def dated(rows, *names):
            texts = [[row[0], *(date and str(date) for date in row[1:])] for row in rows]
            return [dict(zip(names, row, strict=True)) for row in texts]

        def since(rows):
            return [{**named(slug), "on": date and str(date)} for slug, date in rows]

        plain = ("short_name", "governance", "nation", "region", "ons_code", "police_uk_id")
        several = ("oversees", "fire_partners", "police_partners")
        groups = dated(entry.groups, "slug", "joined_on", "left_on")
        return {
            "slug": entry.slug,
            "name": entry.name,
            "kind": entry.kind,
            **{name: getattr(entry, name) or None for name in (*plain, "website", "source")},
            "is_fire_authority": entry.is_fire_authority,
            "overseen_by": named(entry.overseen_by) if entry.overseen_by else None,
            **{name: [named(slug) for slug in getattr(entry, name)] for name in several},
            "predecessors": since(entry.took_over_from),
            "successors": since(entry.replaced_by),
            "former_names": dated(entry.former_names, "name", "from_on", "until_on"),
            "aliases": list(entry.aliases),
            "groups": [{**group, "name": directory.groups[group["slug"]].name} for group in groups],
            "unverified": [],
            **{name: self.context[name] for name in ("records", "url", "html_url", *_addresses())},
        }


def _addresses() -> list[str]:
    return [f"{kind.namespace}_url" for kind in kinds.every()]
