"""Counting in months, for everything that is kept for so many of them. Pure."""

from datetime import date


def months_after(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the month's last day where there is none."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"No such month: {year}-{month}")
