"""A mail server that refuses connections."""

from django.core.mail.backends.base import BaseEmailBackend


class SilentBackend(BaseEmailBackend):
    """Raises what a refused connection raises."""

    def send_messages(self, email_messages):
        """Raise ConnectionRefusedError."""
        raise ConnectionRefusedError(111, "Connection refused")
