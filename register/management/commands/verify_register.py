from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ... import heads, index_check
from ...chain import BrokenLedger, verify


class Command(BaseCommand):
    help = (
        "Check the ledger's hash chain and guards, and that the index and the reference data that "
        "the public reads say what the register wrote. Exit 1 at the first broken edition."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            metavar="SEQUENCE:HASH",
            action="append",
            default=[],
            help="A head that the ledger had; it says if the ledger does not hold it any more.",
        )
        parser.add_argument(
            "--heads",
            metavar="FILE",
            type=Path,
            help="A file of heads (HEAD_LOG), or a log that holds the lines of register.head.",
        )

    def handle(self, *args, **options):
        try:
            verification = verify()
        except BrokenLedger as broken:
            raise CommandError(f"Broken: {broken}.") from broken
        faults = [*self._head_faults(options), *index_check.first_faults()]
        if faults:
            raise CommandError("\n".join(f"Broken: {fault}." for fault in faults[:10]))
        self.stdout.write(
            f"{verification.editions} editions, {verification.masked} masked, chain intact, "
            f"head {verification.head}"
        )
        if count := verification.unnamed:
            self.stdout.write(f"{count} editions name nobody who approved them.")
        if count := verification.unproven:
            self.stdout.write(
                f"{count} of the masked editions are from before the hashes of their parts were "
                "kept, so it cannot be proved that only what was erased has changed in them."
            )
        self.stdout.write("The index and the reference data say what the register wrote.")

    def _head_faults(self, options) -> Iterator[str]:
        for text in options["head"]:
            if not heads.HEAD.fullmatch(text):
                raise CommandError(f"{text} is no head: give its sequence, a colon and its hash.")
        yield from heads.faults(heads.read(options["head"]))
        if path := options["heads"]:
            try:
                known = list(heads.read(path.read_text(errors="replace").splitlines()))
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
            yield from heads.faults(known)
            if words := heads.unwritten(known):
                yield words
