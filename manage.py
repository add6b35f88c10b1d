#!/usr/bin/env python3
"""Django's command line, with the development settings unless told otherwise."""

import gc
import os
import sys

# Most commands end soon after the site is loaded, and nearly all that is loaded stays: looking for garbage
# as often as Python usually does would be an eighth of their time (lms/docs/decisions/0046-start.md).
OBJECTS_BETWEEN_COLLECTIONS = 50_000

if __name__ == "__main__":
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
