"""How periods are written: '2023/24' for a financial year, and the days where a period is not a whole one."""

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(value: date) -> str:
    """Write a day: '10 March 2026'."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """Write a day in few characters: '10 Mar 2026'."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def label(period_type: str, start: date, end: date) -> str:
    """Write a period in few characters. Part of a year bears the name of the whole: see ``days``."""
    if period_type in ("financial_year", "part_financial_year"):
        first = start.year if start.month >= 4 else start.year - 1
        return f"{first}/{(first + 1) % 100:02}"
    if period_type == "academic_year":
        return f"{start.year}/{end.year % 100:02} (school)"
    if period_type in ("calendar_year", "part_calendar_year"):
        return str(start.year)
    if period_type == "year_range":
        return f"{start.year} to {end.year}"
    if period_type in ("quarter", "month"):
        first_month, last_month = MONTHS[start.month - 1][:3], MONTHS[end.month - 1][:3]
        months = first_month if first_month == last_month else f"{first_month} to {last_month}"
        return f"{months} {end.year}"
    return short_day(start) if start == end else f"{short_day(start)} to {short_day(end)}"


def days(period_type: str, start: date, end: date) -> str | None:
    """Write the days of a period that bears the name of a longer one; None for every other."""
    if period_type in ("part_financial_year", "part_calendar_year"):
        return f"{short_day(start)} to {short_day(end)}"
    return None
