"""What the database refuses, in which words; versions, roles and leaving."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from organisations.directory import Directory
from organisations.models import (
    Alias,
    FormerName,
    Group,
    GroupMembership,
    Membership,
    Organisation,
    PoliceFirePair,
    ReferenceVersion,
    Succession,
    User,
)

pytestmark = pytest.mark.django_db


def organisation(name="Avonshire Police", kind="police_force", **fields):
    slug = name.lower().replace(" ", "-")
    return Organisation.objects.create(name=name, slug=slug, kind=kind, **fields)


@pytest.fixture
def force():
    return organisation()


@pytest.fixture
def fire():
    return organisation("Avonshire Fire", "fire_service")


@pytest.fixture
def user():
    return User.objects.create_user("ann", is_staff=True)


def refused(instance, *, by_database=True):
    """The messages of validation; the database must refuse the same without it."""
    with pytest.raises(ValidationError) as refusal:
        instance.full_clean()
    if by_database:
        with pytest.raises(IntegrityError), transaction.atomic():
            instance.save()
    return [message for found in refusal.value.message_dict.values() for message in found]


class TestConstraints:
    def test_slug(self, force):
        again = Organisation(name="Other", slug=force.slug, kind="other")
        assert refused(again) == ["Another organisation already has this address."]

    def test_ons_code_once_for_a_kind(self, force):
        Organisation.objects.filter(pk=force.pk).update(ons_code="E23000018")
        again = Organisation(name="B", slug="b", kind="police_force", ons_code="E23000018")
        assert refused(again) == ["Another organisation of this kind has this ONS code."]

    def test_codes_may_be_missing_any_number_of_times(self, force, fire):
        assert (force.ons_code, fire.ons_code) == ("", "")

    def test_ons_code_has_a_form(self):
        wrong = Organisation(name="B", slug="b", kind="other", ons_code="E23")
        assert refused(wrong, by_database=False) == ["An ONS code is a letter and eight digits."]

    def test_police_uk_id_once(self, force):
        Organisation.objects.filter(pk=force.pk).update(police_uk_id="avonshire")
        again = Organisation(name="B", slug="b", kind="police_force", police_uk_id="avonshire")
        assert refused(again) == ["Another force has this data.police.uk id."]

    def test_a_fire_authority_is_ticked_as_one(self):
        wrong = Organisation(name="B", slug="b", kind="fire_authority")
        assert refused(wrong) == ["A fire and rescue authority must be ticked as one."]

    def test_not_overseen_by_itself(self, force):
        force.overseen_by = force
        assert refused(force) == ["An organisation can't oversee itself."]

    def test_unverified_names_fields(self):
        good = Organisation(name="B", slug="b", kind="other", unverified="region;website")
        good.full_clean()
        assert good.unverified_fields == ("region", "website")
        good.unverified = "region;postcode"
        assert refused(good, by_database=False) == ["No field is called postcode."]

    def test_an_alias_means_one_organisation(self, force, fire):
        Alias.objects.create(organisation=force, name="Avon")
        again = Alias(organisation=fire, name="AVON")
        assert refused(again) == ["This alias already means an organisation."]

    def test_former_name_once_from_a_date(self, force):
        FormerName.objects.create(organisation=force, name="Old", from_on="2000")
        again = FormerName(organisation=force, name="Old", from_on="2000")
        assert refused(again) == ["This former name is already recorded from that date."]

    def test_former_name_ends_after_it_begins(self, force):
        wrong = FormerName(organisation=force, name="Old", from_on="2015", until_on="June 2013")
        assert refused(wrong) == ["June 2013 is before 2015."]

    def test_order_within_a_year_is_judged_by_the_days_that_are_known(self, force):
        FormerName(organisation=force, name="Old", from_on="2013-10", until_on="2013").full_clean()
        wrong = FormerName(organisation=force, name="Old", from_on="2013-10", until_on="2013-09")
        assert refused(wrong, by_database=False) == ["September 2013 is before October 2013."]

    def test_no_succession_to_itself(self, force):
        assert refused(Succession(predecessor=force, successor=force)) == [
            "An organisation can't succeed itself. If it was renamed, add a former name instead."
        ]

    def test_succession_once(self, force, fire):
        Succession.objects.create(predecessor=force, successor=fire)
        again = Succession(predecessor=force, successor=fire)
        assert refused(again) == ["This succession is already recorded."]

    def test_a_pair_once(self, force, fire):
        PoliceFirePair.objects.create(police_force=force, fire_service=fire)
        again = PoliceFirePair(police_force=force, fire_service=fire)
        assert refused(again) == ["This pair is already recorded."]

    def test_a_pair_is_a_force_and_a_fire_service(self, force, fire):
        swapped = PoliceFirePair(police_force=fire, fire_service=force)
        assert len(refused(swapped, by_database=False)) == 2

    def test_group_joined_before_left(self, force):
        group = Group.objects.create(name="G", slug="g")
        wrong = GroupMembership(group=group, organisation=force, joined_on="2020", left_on="2019")
        assert refused(wrong) == ["2019 is before 2020."]

    def test_in_a_group_once_at_a_time(self, force):
        group = Group.objects.create(name="G", slug="g")
        GroupMembership.objects.create(group=group, organisation=force, left_on="2015")
        GroupMembership.objects.create(group=group, organisation=force, joined_on="2018")
        again = GroupMembership(group=group, organisation=force, joined_on="2019")
        assert refused(again) == ["This organisation is already in the group."]
        same = GroupMembership(group=group, organisation=force, joined_on="2018", left_on="2019")
        assert refused(same) == ["This organisation already joined the group on that date."]

    @pytest.mark.parametrize(("role", "somewhere"), [("national", True), ("editor", False)])
    def test_national_has_no_organisation_and_the_others_have(self, user, force, role, somewhere):
        wrong = Membership(user=user, role=role, organisation=force if somewhere else None)
        assert refused(wrong) == [
            "The national role has no organisation; every other role needs one."
        ]

    def test_membership_ends_after_it_begins(self, user, force):
        wrong = Membership(
            user=user,
            role="editor",
            organisation=force,
            from_on=datetime.date(2026, 2, 1),
            to_on=datetime.date(2026, 1, 31),
        )
        assert refused(wrong) == ["A membership can't end before it begins."]

    def test_a_role_is_not_held_twice_over(self, user, force):
        Membership.objects.create(
            user=user, role="editor", organisation=force, to_on=datetime.date(2026, 1, 31)
        )
        later = Membership(user=user, role="editor", organisation=force)
        assert refused(later, by_database=False) == [
            "They already hold this role there for some of these days."
        ]
        later.from_on = datetime.date(2026, 2, 1)
        later.full_clean()

    def test_what_is_referred_to_stays(self, user, force):
        Membership.objects.create(user=user, role="editor", organisation=force)
        for kept in (user, force):
            with pytest.raises(ProtectedError):
                kept.delete()


WRITES = {
    "save": lambda force: force.save(),
    "delete": lambda force: force.delete(),
    "update": lambda force: Organisation.objects.filter(pk=force.pk).update(region="london"),
    "delete many": lambda force: Organisation.objects.filter(pk=force.pk).delete(),
    "bulk update": lambda force: Organisation.objects.bulk_update([force], ["name"]),
    "bulk create": lambda force: Alias.objects.bulk_create([Alias(organisation=force, name="B")]),
    "create related": lambda force: force.aliases.create(name="B"),
    "update or create": lambda force: Group.objects.update_or_create(
        slug="g", defaults={"name": "G"}
    ),
    "add to many": lambda force: Group.objects.create(name="G", slug="g").organisations.add(force),
}


class TestReferenceVersion:
    """Every way of writing reference data renews it; nothing else does."""

    def test_is_made_by_the_migration_and_again_after_a_flush(self):
        assert len(ReferenceVersion.current()) == 12
        ReferenceVersion.objects.all().delete()
        emit_post_migrate_signal(0, False, "default")
        assert ReferenceVersion.current() == ReferenceVersion.current()

    def test_there_is_only_one(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReferenceVersion.objects.create(pk=2, value="x")

    @pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
    def test_every_write_renews_it(self, force, write):
        before = ReferenceVersion.current()
        write(force)
        assert ReferenceVersion.current() != before

    def test_a_write_rolled_back_does_not(self, force):
        before = ReferenceVersion.current()
        with pytest.raises(IntegrityError), transaction.atomic():
            organisation()
        assert ReferenceVersion.current() == before

    def test_people_do_not(self, user, force):
        before = ReferenceVersion.current()
        Membership.objects.create(user=user, role="editor", organisation=force)
        user.leave()
        assert ReferenceVersion.current() == before


@time_machine.travel("2026-11-22T12:00:00Z", tick=False)
def test_who_is_in_a_group_is_told_by_the_day():
    group = Group.objects.create(name="G", slug="g")
    for name, joined, left in [
        ("Zeta joins tomorrow", "2026-11-23", None),
        ("Yota leaves tomorrow", None, "2026-11-23"),
        ("Xi leaves today", None, "2026-11-22"),
        ("Nu left yesterday", None, "2026-11-21"),
        ("Mu leaves this month", "2026-11-22", "2026-11"),
        ("Kappa joins next month", "2026-12", None),
        ("Beta joined this year", "2026", None),
    ]:
        GroupMembership.objects.create(
            group=group, organisation=organisation(name), joined_on=joined, left_on=left
        )
    twice = organisation("Alpha came back in the year it left")
    GroupMembership.objects.create(group=group, organisation=twice, left_on="2026")
    GroupMembership.objects.create(group=group, organisation=twice, joined_on="2026-06")
    rows = group.memberships.select_related("organisation")
    members = {row.organisation for row in rows if row.is_current}
    assert sorted(member.name for member in members) == [
        "Alpha came back in the year it left",
        "Beta joined this year",
        "Mu leaves this month",
        "Xi leaves today",
        "Yota leaves tomorrow",
    ]
    entry = Directory.current().groups["g"]
    by_name = sorted(members, key=lambda member: member.name)
    assert entry.members_on(timezone.localdate()) == tuple(member.slug for member in by_name)


class TestRoles:
    def test_roles_are_of_one_organisation_and_of_today(self, user, force, fire):
        day = datetime.timedelta(days=1)
        today = timezone.localdate()
        for role, where, first, last in [
            ("editor", force, today, today),
            ("publisher", force, None, today - day),
            ("auditor", force, today + day, None),
            ("publisher", fire, None, None),
        ]:
            Membership.objects.create(
                user=user, role=role, organisation=where, from_on=first, to_on=last
            )
        assert user.roles_in(force) == {"editor"}
        assert user.roles_in(fire) == {"publisher"}
        assert user.roles_in(None) == set()
        assert set(user.current_organisations()) == {force, fire}
        assert set(user.current_organisations("publisher")) == {fire}
        assert user.has_role("publisher")
        assert not user.has_role("auditor", "national")
        assert not user.is_national
        current = [held for held in user.memberships.all() if held.is_current]
        assert set(current) == set(Membership.objects.current())

    def test_national(self, user, force):
        Membership.objects.create(user=user, role="national")
        assert user.is_national
        assert user.roles_in(force) == set()
        assert not user.current_organisations().exists()

    def test_a_superuser_is_national_while_the_account_is_open(self):
        root = User.objects.create_superuser("root")
        assert root.is_national
        root.is_active = False
        assert not root.is_national

    def test_are_read_once(self, user, force, django_assert_num_queries):
        Membership.objects.create(user=user, role="editor", organisation=force)
        with django_assert_num_queries(1):
            for _ in range(3):
                assert user.roles_in(force) == {"editor"}
                assert not user.is_national

    def test_change_at_once_on_the_same_user(self, user, force):
        held = Membership.objects.create(user=user, role="editor", organisation=force)
        assert user.roles_in(force) == {"editor"}
        held.delete()
        assert user.roles_in(force) == set()

    def test_leaving_ends_everything_and_deletes_nothing(self, user, force, fire):
        Membership.objects.create(user=user, role="editor", organisation=force)
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        Membership.objects.create(user=user, role="editor", organisation=fire, from_on=tomorrow)
        user.leave()
        user.refresh_from_db()
        assert not user.is_active
        assert user.roles_in(force) == set()
        assert {str(held.to_on) for held in user.memberships.all()} == {
            str(timezone.localdate()),
            str(tomorrow),
        }
