"""Who may do what, and who sees what. Every screen, the API, the CLI, imports and exports ask here."""

from jinlin.kernel.cases.policies.decisions import SYSTEM_ROLE, Decision, Standing
from jinlin.kernel.cases.policies.parts import (
    GUARDED,
    Audience,
    Event,
    Field,
    File,
    How,
    Paper,
    Part,
    Said,
    name_parts,
)
from jinlin.kernel.cases.policies.roles import (
    in_a_role,
    may_open,
    may_read,
    may_take,
    office_label,
)
from jinlin.kernel.cases.policies.sight import Sight, is_public_kind, may_have, may_reveal, may_see, sight_of

__all__ = [
    "GUARDED",
    "SYSTEM_ROLE",
    "Audience",
    "Decision",
    "Event",
    "Field",
    "File",
    "How",
    "Paper",
    "Part",
    "Said",
    "Sight",
    "Standing",
    "in_a_role",
    "is_public_kind",
    "may_have",
    "may_open",
    "may_read",
    "may_reveal",
    "may_see",
    "may_take",
    "name_parts",
    "office_label",
    "sight_of",
]
