"""The checks, in the order in which they are made. A new one is a function here and a row in
docs/reference/doctor.md."""

from __future__ import annotations

from collections.abc import Sequence

from jinlin.project.doctor import calendars, edge, gateways, machine, server, work
from jinlin.project.doctor.findings import Check

CHECKS: Sequence[Check] = (
    server.database_user,
    server.durability,
    server.archiving,
    edge.public_address,
    edge.proxies,
    machine.disk,
    machine.clocks,
    machine.backups,
    work.worker,
    work.seal_copies,
    calendars.next_year,
    calendars.retention,
    gateways.messages,
    gateways.time_stamps,
    gateways.sign_in,
    gateways.signer,
)
