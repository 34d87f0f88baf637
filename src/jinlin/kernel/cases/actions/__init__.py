"""The only code that writes cases. Screens, API, CLI, import and alarms all call these."""

from jinlin.kernel.cases.actions.batch import Script, Step, run
from jinlin.kernel.cases.actions.changing import changing
from jinlin.kernel.cases.actions.exporting import record_export
from jinlin.kernel.cases.actions.files import NewFile, attach, attach_all
from jinlin.kernel.cases.actions.installing import install_definition
from jinlin.kernel.cases.actions.numbering import leave_room
from jinlin.kernel.cases.actions.opening import Opened, open_case
from jinlin.kernel.cases.actions.pruning import prune_answers
from jinlin.kernel.cases.actions.rekeying import rekey
from jinlin.kernel.cases.actions.revealing import find, open_file, reveal
from jinlin.kernel.cases.actions.rewording import reword
from jinlin.kernel.cases.actions.ringing import ring_cases
from jinlin.kernel.cases.actions.taking import take

__all__ = [
    "NewFile",
    "Opened",
    "Script",
    "Step",
    "attach",
    "attach_all",
    "changing",
    "find",
    "install_definition",
    "leave_room",
    "open_case",
    "open_file",
    "prune_answers",
    "record_export",
    "rekey",
    "reveal",
    "reword",
    "ring_cases",
    "run",
    "take",
]
