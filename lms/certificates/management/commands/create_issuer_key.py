"""Makes a key that signs certificates."""

from django.core.management import BaseCommand, CommandError

from lms.certificates import signing


class Command(BaseCommand):
    """``manage.py create_issuer_key``: a person decides when a key comes into being, never a request."""

    help = (
        "Creates an issuer key that signs from now on. The one before it still can; older ones only verify."
    )

    def handle(self, *args, **options):
        """Raise CommandError when the key file cannot be trusted."""
        try:
            key = signing.add_key()
        except signing.SigningRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{key.kid} signs from now on. It lies in {signing.key_file()}.")
        self.stdout.write(f"Fingerprint: {key.fingerprint}")
        self.stdout.write("Copy the file to a safe place that is neither the database nor its backup.")
