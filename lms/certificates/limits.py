"""How often a stranger may guess a name: enough for typing errors, too little for a list of names."""

from lms.accounts.api import counted, visitor_mark

PERIOD_SECONDS = 600
TRIES_OF_ONE_VISITOR = 10
TRIES_ON_ONE_CODE = 60
RECORDS_OF_ONE_VISITOR = 60


def may_guess(request, code: str) -> bool:
    """Count one guess at the holder of `code`; False when this visitor, or everybody, guessed too often."""
    # Only a keyed hash of the address is kept, and only for the period.
    visitor = visitor_mark(request, "certificates.visitor")
    of_visitor = counted(f"certificates:guesses:{code}:{visitor}", seconds=PERIOD_SECONDS)
    on_code = counted(f"certificates:guesses:{code}", seconds=PERIOD_SECONDS)
    return of_visitor <= TRIES_OF_ONE_VISITOR and on_code <= TRIES_ON_ONE_CODE


def may_open_record(request) -> bool:
    """Count one look at a shared record; False when this visitor has opened too many addresses."""
    visitor = visitor_mark(request, "certificates.records")
    return counted(f"certificates:records:{visitor}", seconds=PERIOD_SECONDS) <= RECORDS_OF_ONE_VISITOR
