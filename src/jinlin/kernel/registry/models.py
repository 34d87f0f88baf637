"""Who and where: areas, organisations, people, offices, grid cells, registers, the calendar."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Area(models.Model):
    """An administrative division, GB/T 2260 code and below, valid from a day to a day.

    A code that changes is a new row; `successor` names the code that took over.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    parent = models.CharField(max_length=20, blank=True, db_index=True)
    level = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "registry_area"
        constraints = (models.UniqueConstraint(fields=["code", "valid_from"], name="area_code_once_a_day"),)


class GridCell(models.Model):
    """A cell of the service grid: 15-digit code (GB/T 30428.1), polygon in WGS-84, one area.

    `polygon` is a GeoJSON geometry.
    """

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=80)
    area = models.CharField(max_length=20, db_index=True)
    polygon = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_grid_cell"


class Organisation(models.Model):
    """A unit that can hold cases: a centre, a department, a town, a court, a committee."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=40)
    area = models.CharField(max_length=20)
    parent = models.CharField(max_length=40, blank=True)
    uscc = models.CharField(max_length=18, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_organisation"


class Person(AbstractUser):
    """A person with an account: staff, or a resident who wanted one. Reporting needs no account."""

    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    era = models.PositiveIntegerField(default=0, db_default=0)
    """Raised to end every sign-in of this person for good: a session holds within its era alone."""

    class Meta:
        db_table = "registry_person"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's own, bound to the era. What it is called by has no hook of its own."""
        held: str = super()._get_session_auth_hash(secret)  # type: ignore[misc] # unknown to the stubs
        return held if self.era == 0 else f"{self.era}/{held}"


class Office(models.Model):
    """岗位: a person holding a role at an organisation for an area, from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    role = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offices")
    area = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_office"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "role", "organisation", "area", "valid_from"], name="office_once_a_day"
            ),
        )


class Shift(models.Model):
    """值班: a person whom what is urgent calls, at an organisation, from a moment to before another. One that
    does not take place ends when it begins."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "registry_shift"
        constraints = (
            models.UniqueConstraint(fields=["person", "organisation", "starts_at"], name="shift_once"),
        )


class Token(models.Model):
    """A secret of a person, which works as that person at the API, or only shows the person's deadlines to a
    calendar. Only the SHA-256 of the secret is kept."""

    class Purpose(models.TextChoices):
        API = "api"
        CALENDAR = "calendar"

    digest = models.BinaryField(max_length=32, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.API)
    label = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "registry_token"


class SavedView(models.Model):
    """A list as a person likes to have it: its address with what narrows it. A convenience, no history."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=500)

    class Meta:
        db_table = "registry_saved_view"
        constraints = (models.UniqueConstraint(fields=["person", "name"], name="view_once_a_name"),)


class Register(models.Model):
    """A list that a pack brings and a city replaces by its own: `pack/name`.

    `columns` names the columns of its rows besides `code`; `source` is `pack` or `city`.
    """

    key = models.CharField(max_length=120, primary_key=True)
    columns = models.JSONField()
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=8)
    installed_at = models.DateTimeField()

    class Meta:
        db_table = "registry_register"


class RegisterEntry(models.Model):
    """One row of a register, in the order in which the file has it."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="entries")
    position = models.IntegerField()
    code = models.CharField(max_length=80)
    row = models.JSONField()

    class Meta:
        db_table = "registry_register_entry"
        constraints = (models.UniqueConstraint(fields=["register", "code"], name="register_code_once"),)


class CalendarYear(models.Model):
    """A year's holiday table that the city loaded: it replaces the one in the `holidays` package."""

    year = models.IntegerField(primary_key=True)
    days_off = models.JSONField()
    days_on = models.JSONField()
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "registry_calendar_year"


class CalendarHours(models.Model):
    """Office hours that the city keeps from a day on, until others follow: sessions in local time, each
    `["08:30:00", "12:00:00"]`, and the notice that says so."""

    valid_from = models.DateField(primary_key=True)
    sessions = models.JSONField()
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "registry_calendar_hours"


class Revision(models.Model):
    """One row: the number that every change of registry, rules or definitions raises.

    Processes keep what they read from those tables until this number moves.
    """

    id = models.SmallIntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "registry_revision"


class Counter(models.Model):
    """How many attempts of one kind were made within one window of time; see `attempts`. The key is a digest:
    nobody reads out of it who tried what."""

    key = models.BinaryField(max_length=32, primary_key=True)
    used = models.IntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "registry_counter"
