import dataclasses
import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from register.time_query import LONDON, TimeQuery, parse_as_at, parse_on
from register.version import RegisterVersion

from ... import assurance, rules

FAILING = {rules.Severity.BLOCKS, rules.Severity.MUST_FIX}


class Command(BaseCommand):
    help = "Judge the register by the law. Exit 1 if anything must be fixed."

    def add_arguments(self, parser):
        parser.add_argument("--as-at", default="", help="Moment or date: what the register said.")
        parser.add_argument("--on", default="", help="Date on which it is judged.")
        parser.add_argument("--drafts", action="store_true", help="The working records instead.")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args, **options):
        try:
            as_at, on = parse_as_at(options["as_at"]), parse_on(options["on"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["drafts"] and as_at:
            raise CommandError("Drafts are judged as they are now: leave --as-at out.")
        on = on or timezone.localdate(as_at, LONDON)
        if options["drafts"]:
            findings = list(assurance.of_drafts(on))
        else:
            findings = list(assurance.of_register(TimeQuery(as_at, on, RegisterVersion.read())))
        write = self.write_json if options["format"] == "json" else self.write_text
        write(findings)
        must = sum(finding.severity in FAILING for finding in findings)
        if must:
            raise CommandError(f"{must} of {len(findings)} findings must be fixed.")

    def write_json(self, findings):
        rows = [dataclasses.asdict(finding) for finding in findings]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))

    def write_text(self, findings):
        for finding in findings:
            about = f"{finding.reference or finding.slug} {finding.rule} ({finding.severity})"
            self.stdout.write(f"{about}: {finding.message}")
        self.stdout.write(f"{len(findings)} findings")
