import secrets

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import organisations.dates


def create_version(apps, schema_editor):
    """Give the empty reference data its first version."""
    apps.get_model("organisations", "ReferenceVersion").objects.get_or_create(
        pk=1, defaults={"value": secrets.token_hex(6)}
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="As documents name it.", max_length=200)),
                (
                    "slug",
                    models.SlugField(
                        error_messages={"unique": "Another group already has this address."},
                        help_text="Its permanent address. Never change it.",
                        max_length=200,
                        unique=True,
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="What the group is, in a sentence readers see."
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="Where this comes from: a publication, a web address or an order (SI number).",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The full name it goes by today. When it is renamed, put the old name under former names and the new one here; do not add a second organisation.",
                        max_length=200,
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="For tables and charts, such as Derbyshire or Met.",
                        max_length=80,
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        error_messages={"unique": "Another organisation already has this address."},
                        help_text="Its permanent address on the site and in the API. Never change it, not even when the organisation is renamed.",
                        max_length=200,
                        unique=True,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("police_force", "Police force"),
                            ("policing_body", "Local policing body"),
                            ("fire_service", "Fire and rescue service"),
                            ("fire_authority", "Fire and rescue authority"),
                            ("ambulance_trust", "Ambulance trust"),
                            ("local_authority", "Local authority"),
                            ("prison", "Prison"),
                            ("national_body", "National body"),
                            ("partnership", "Partnership"),
                            ("other", "Other organisation"),
                        ],
                        help_text="What it is in law. A police, fire and crime commissioner is a local policing body: tick “Is fire and rescue authority” as well.",
                        max_length=20,
                    ),
                ),
                (
                    "nation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("england", "England"),
                            ("wales", "Wales"),
                            ("scotland", "Scotland"),
                            ("northern_ireland", "Northern Ireland"),
                            ("great_britain", "Great Britain"),
                            ("united_kingdom", "United Kingdom"),
                        ],
                        help_text="Where it works.",
                        max_length=20,
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("east_midlands", "East Midlands"),
                            ("east_of_england", "East of England"),
                            ("london", "London"),
                            ("north_east", "North East"),
                            ("north_west", "North West"),
                            ("south_east", "South East"),
                            ("south_west", "South West"),
                            ("west_midlands", "West Midlands"),
                            ("yorkshire_and_the_humber", "Yorkshire and the Humber"),
                        ],
                        help_text="English region; blank elsewhere.",
                        max_length=30,
                    ),
                ),
                (
                    "is_fire_authority",
                    models.BooleanField(
                        default=False,
                        help_text="Tick for the body that is the fire and rescue authority in law, whatever its kind: a commissioner, mayor or council can be one.",
                        verbose_name="is fire and rescue authority",
                    ),
                ),
                (
                    "governance",
                    models.CharField(
                        blank=True,
                        help_text="For a fire and rescue service, the type of its authority, such as “combined fire authority”.",
                        max_length=100,
                    ),
                ),
                (
                    "ons_code",
                    models.CharField(
                        blank=True,
                        help_text="Office for National Statistics area code, such as E23000018.",
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[EWSNK]\\d{8}$", "An ONS code is a letter and eight digits."
                            )
                        ],
                        verbose_name="ONS code",
                    ),
                ),
                (
                    "police_uk_id",
                    models.SlugField(
                        blank=True,
                        help_text="The force's identifier on data.police.uk, such as derbyshire.",
                        max_length=60,
                        verbose_name="data.police.uk id",
                    ),
                ),
                (
                    "website",
                    models.URLField(blank=True, help_text="Its own site, starting https://"),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="Where this comes from: a publication, a web address or an order (SI number).",
                    ),
                ),
                (
                    "unverified",
                    models.TextField(
                        blank=True,
                        help_text="Names of the fields above that nobody has checked against a source, separated by semicolons. Take a name away once you have checked it.",
                    ),
                ),
                (
                    "overseen_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="For a police force its local policing body, for a fire and rescue service its authority. Leave empty when not recorded.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="oversees",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "Editor"),
                            ("publisher", "Publisher"),
                            ("auditor", "Auditor"),
                            ("national", "National"),
                        ],
                        help_text="Editors write and submit. Publishers also approve what somebody else wrote. Auditors read everything and change nothing. The national role keeps organisations, groups and people for every office.",
                        max_length=10,
                    ),
                ),
                (
                    "from_on",
                    models.DateField(
                        blank=True,
                        help_text="First day. Empty: from the beginning.",
                        null=True,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_on",
                    models.DateField(
                        blank=True,
                        help_text="Last day. Empty: until further notice.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        help_text="The office they work for. Empty for the national role only.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_memberships",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["user", "organisation", "from_on"],
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "joined_on",
                    organisations.dates.PartialDateField(
                        blank=True,
                        help_text="Empty: not recorded. As much as is known: 25 October 2013, October 2013 or 2013. Add ~ for about, ? if unsure.",
                        max_length=11,
                        null=True,
                        verbose_name="joined",
                    ),
                ),
                (
                    "left_on",
                    organisations.dates.PartialDateField(
                        blank=True,
                        help_text="The last day in the group. As much as is known: 25 October 2013, October 2013 or 2013. Add ~ for about, ? if unsure.",
                        max_length=11,
                        null=True,
                        verbose_name="left",
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="Where this comes from: a publication, a web address or an order (SI number).",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="organisations.group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_memberships",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["group", "organisation__name"],
            },
        ),
        migrations.AddField(
            model_name="group",
            name="organisations",
            field=models.ManyToManyField(
                related_name="in_groups",
                through="organisations.GroupMembership",
                to="organisations.organisation",
            ),
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="The full name it went by then.", max_length=200),
                ),
                (
                    "from_on",
                    organisations.dates.PartialDateField(
                        blank=True,
                        help_text="As much as is known: 25 October 2013, October 2013 or 2013. Add ~ for about, ? if unsure.",
                        max_length=11,
                        null=True,
                        verbose_name="from",
                    ),
                ),
                (
                    "until_on",
                    organisations.dates.PartialDateField(
                        blank=True,
                        help_text="The last day it went by this name. As much as is known: 25 October 2013, October 2013 or 2013. Add ~ for about, ? if unsure.",
                        max_length=11,
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="Where this comes from: a publication, a web address or an order (SI number).",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "until_on", "name"],
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As documents write it. One alias means one organisation only: leave out a short form that a force and a fire service both use.",
                        max_length=200,
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="Where this comes from: a publication, a web address or an order (SI number).",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aliases",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="PoliceFirePair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="Tick once the pair has been checked against the source.",
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="Where this comes from: a publication, a web address or an order (SI number).",
                    ),
                ),
                (
                    "fire_service",
                    models.ForeignKey(
                        limit_choices_to={"kind": "fire_service"},
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="police_pairs",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "police_force",
                    models.ForeignKey(
                        limit_choices_to={"kind": "police_force"},
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fire_pairs",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "police and fire pair",
                "ordering": ["police_force", "fire_service"],
            },
        ),
        migrations.CreateModel(
            name="ReferenceVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(max_length=12)),
                ("renewed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="reference_version_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "on",
                    organisations.dates.PartialDateField(
                        blank=True,
                        help_text="The first day of the successor. As much as is known: 25 October 2013, October 2013 or 2013. Add ~ for about, ? if unsure.",
                        max_length=11,
                        null=True,
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        help_text="Where this comes from: a publication, a web address or an order (SI number).",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        help_text="The organisation that ended.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions_out",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        help_text="The new legal person that took over. Readers who filter by it also find what its predecessor took part in.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions_in",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["predecessor", "successor"],
            },
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ons_code", ""), _negated=True),
                fields=("ons_code", "kind"),
                name="organisation_ons_code_once",
                violation_error_message="Another organisation of this kind has this ONS code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("police_uk_id", ""), _negated=True),
                fields=("police_uk_id",),
                name="organisation_police_uk_id_once",
                violation_error_message="Another force has this data.police.uk id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "fire_authority"), _negated=True),
                    ("is_fire_authority", True),
                    _connector="OR",
                ),
                name="organisation_fire_authority_is_one",
                violation_error_message="A fire and rescue authority must be ticked as one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("overseen_by__isnull", True),
                    models.Q(("overseen_by", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="organisation_not_overseen_by_itself",
                violation_error_message="An organisation can't oversee itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation__isnull", True), ("role", "national")),
                    models.Q(
                        models.Q(("role", "national"), _negated=True),
                        ("organisation__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="membership_national_has_no_organisation",
                violation_error_message="The national role has no organisation; every other role needs one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on__isnull", True),
                    ("to_on__isnull", True),
                    ("from_on__lte", models.F("to_on")),
                    _connector="OR",
                ),
                name="membership_from_before_to",
                violation_error_message="A membership can't end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("group", "organisation"),
                name="group_membership_open_once",
                violation_error_message="This organisation is already in the group.",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.UniqueConstraint(
                fields=("group", "organisation", "joined_on"),
                name="group_membership_once",
                violation_error_message="This organisation already joined the group on that date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("joined_on__isnull", True),
                    ("left_on__isnull", True),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Left("joined_on", 4),
                        django.db.models.functions.text.Left("left_on", 4),
                    ),
                    _connector="OR",
                ),
                name="group_membership_joined_before_left",
                violation_error_message="An organisation can't leave a group before it joins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="formername",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name", "from_on"),
                name="former_name_once",
                violation_error_message="This former name is already recorded from that date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="formername",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on__isnull", True),
                    ("until_on__isnull", True),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Left("from_on", 4),
                        django.db.models.functions.text.Left("until_on", 4),
                    ),
                    _connector="OR",
                ),
                name="former_name_from_before_until",
                violation_error_message="A name can't end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alias",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="alias_means_one_organisation",
                violation_error_message="This alias already means an organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policefirepair",
            constraint=models.UniqueConstraint(
                fields=("police_force", "fire_service"),
                name="police_fire_pair_once",
                violation_error_message="This pair is already recorded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor"),
                name="succession_once",
                violation_error_message="This succession is already recorded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="succession_not_to_itself",
                violation_error_message="An organisation can't succeed itself. If it was renamed, add a former name instead.",
            ),
        ),
        migrations.RunPython(create_version, migrations.RunPython.noop, elidable=False),
    ]
