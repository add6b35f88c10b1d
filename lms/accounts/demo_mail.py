"""Mail of the demo: kept as files in a folder, shown on the local mail page, never sent."""

from django.core.mail.backends.filebased import EmailBackend


class FolderBackend(EmailBackend):
    """Django's file backend under a name of our own."""
