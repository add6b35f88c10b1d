"""When a job is tried again, when it is given up, and which period a schedule entry is in."""

from datetime import datetime, timedelta

# A job that failed this often waits for a person.
MOST_ATTEMPTS = 5

_FIRST_WAIT = timedelta(seconds=10)
_GROWTH = 4


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after the given number of failures: 10 s, 40 s, 160 s, 640 s."""
    return _FIRST_WAIT * _GROWTH ** (attempts - 1)


def is_spent(attempts: int) -> bool:
    """Whether a job has used up its attempts."""
    return attempts >= MOST_ATTEMPTS


def period_of(*, every: str, hour: int, now: datetime) -> str | None:
    """Name the period a schedule entry is due for at local time ``now``, or None before its hour.

    A site that was down at the hour catches up later the same day; a day missed whole stays missed.
    Raises ValueError for a rhythm other than "daily", "hourly" and "five minutes".
    """
    if every == "five minutes":
        return now.replace(minute=now.minute // 5 * 5).strftime("%Y-%m-%dT%H:%M%z")
    if every == "hourly":
        # UTC offset included: the hour that a clock change repeats is two periods.
        return now.strftime("%Y-%m-%dT%H%z")
    if every == "daily":
        return now.strftime("%Y-%m-%d") if now.hour >= hour else None
    raise ValueError(f"A schedule entry runs daily, hourly or every five minutes, not {every!r}.")


def place_of(error: BaseException, *, root: str) -> str:
    """Say which error happened and where in our code, leaving out its message.

    A message may quote an address or a name, so only the class and the line are kept.
    """
    place = ""
    step = error.__traceback__
    while step is not None:
        path = step.tb_frame.f_code.co_filename
        if path.startswith(root) and "site-packages" not in path:
            place = f" at {path[len(root) :].lstrip('/')}:{step.tb_lineno}"
        step = step.tb_next
    return f"{type(error).__name__}{place}"
