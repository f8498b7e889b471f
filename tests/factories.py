"""Makers of test data. People and agreements here are made up."""

import hashlib

import factory
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory, Password

from agreements.models import Agreement, Party, Programme, StoredFile
from organisations.models import Group, Membership, Organisation
from register.models import Action, Edition
from teams.models import Site, Team
from visions.models import Vision


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence("user-{}".format)
    password = Password("password")
    is_staff = True


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence("Made-up Constabulary {}".format)
    slug = factory.Sequence("made-up-constabulary-{}".format)
    kind = "police_force"


class OfficeFactory(OrganisationFactory):
    """A PCC office, which keeps records."""

    name = factory.Sequence("Made-up Police and Crime Commissioner {}".format)
    slug = factory.Sequence("made-up-commissioner-{}".format)
    kind = "policing_body"


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence("Made-up group {}".format)
    slug = factory.Sequence("made-up-group-{}".format)


class AgreementFactory(DjangoModelFactory):
    """A working record; see `publish` for one the public can read."""

    class Meta:
        model = Agreement

    reference = factory.Sequence("MU-{:04}".format)
    title = factory.Sequence("Made-up agreement {}".format)
    owner = factory.SubFactory(OfficeFactory)


class StoredFileFactory(DjangoModelFactory):
    """A plain text that somebody uploaded, not judged. Needs a MEDIA_ROOT to write to."""

    class Meta:
        model = StoredFile

    class Params:
        data = b"Signed at Kettering."

    name = "Notes.txt"
    media_type = "text/plain; charset=utf-8"
    has_text = True
    sha256 = factory.LazyAttribute(lambda made: hashlib.sha256(made.data).hexdigest())
    size = factory.LazyAttribute(lambda made: len(made.data))
    content = factory.LazyAttribute(lambda made: ContentFile(made.data, name=made.sha256))
    uploaded_by = factory.SubFactory(UserFactory)


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    agreement = factory.SubFactory(AgreementFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site
        skip_postgeneration_save = True

    title = factory.Sequence("Made-up site {}".format)
    site_kind = "headquarters"
    owner = factory.SubFactory(OfficeFactory)

    @factory.post_generation
    def organisations(site, create, given):
        """Two that share it, or those given."""
        for one in [OrganisationFactory(), OrganisationFactory()] if given is None else given:
            site.organisations.create(organisation=one)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    title = factory.Sequence("Made-up programme {}".format)
    owner = factory.SubFactory(OfficeFactory)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    title = factory.Sequence("Made-up team {}".format)
    team_kind = "co_located"
    owner = factory.SubFactory(OfficeFactory)


class VisionFactory(DjangoModelFactory):
    class Meta:
        model = Vision

    title = factory.Sequence("Made-up vision {}".format)
    owner = factory.SubFactory(OfficeFactory)


def member(organisation, role: str, **kwargs):
    """A member of staff of an organisation; of none for the national role."""
    user = UserFactory(**kwargs)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def publish(record, note="First published.", action=Action.PUBLISHED, erase="") -> Edition:
    """An edition of the record, made the staff's way: edited, submitted, approved by a second."""
    editor = member(record.owner, "editor")
    publisher = member(record.owner, "publisher")
    record.record_edit(by=editor)
    record.submit(by=editor, note=note, action=action, erase=erase)
    return record.approve(by=publisher, seen=record.seal())
