"""One distribution from the list of claims to the bank's last answer: prints each step, and JSON at the end.

    python -m bench.payouts [--claims 20000] [--yuan 200000000] [--seed 1] [--no-answers]

The demo court, the real pack, every step by the officer who may take it; PostgreSQL is the bundled one. Time
is travelled, so that waiting for objections costs nothing. The files are checked against the schema if
`--xsd` names the one of pain.001.001.09.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bench import keeping
from bench.place import installed

WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
OPENING = {
    "subject": "示范集资案", "court": "DEMO-COURT", "enforcement_no": "（2024）示范执1号",
    "judgment_no": "（2023）示范刑初1号", "payer_name": "示范法院案款户",
    "payer_account": "6222000000000001", "payer_bank_code": "102000000001",
}  # fmt: skip
FIRST_DAY = datetime.fromisoformat("2024-03-04T09:00+08:00")
MOST_DAYS = 60
VERSION: Final = "pain001.09"


class Clock:
    """Seconds of each step, in order; and those in which this process itself was at work."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    @contextmanager
    def measuring(self, name: str) -> Iterator[None]:
        """Measure what happens within; several with one name add up."""
        begin, cpu = time.perf_counter(), time.process_time()
        yield
        self.steps[name] = self.steps.get(name, 0.0) + time.perf_counter() - begin
        self.cpu[name] = self.cpu.get(name, 0.0) + time.process_time() - cpu
        print(f"{name:<12}{self.steps[name]:9.2f} s{self.cpu[name]:9.2f} s of ours", flush=True)


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="payouts", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--yuan", type=int, default=200_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--xsd", type=Path, help="schema of pain.001.001.09")
    parser.add_argument("--no-answers", action="store_true", help="only as far as the bank files")
    return parser.parse_args()


def write_list(path: Path, claims: int) -> None:
    """A list of so many synthetic people."""
    with path.open("w", encoding="utf-8-sig") as file:
        file.write("姓名,身份证号,投入金额,已返还金额,收款账号,开户行行号\n")
        for n in range(1, claims + 1):
            paid = 1_000_000 + n * 7919 % 9_000_000
            file.write(f"示例{n},{_identity(n)},{paid / 100:.2f},0,6222{n:012},102000000001\n")


def _identity(n: int) -> str:
    region, born = f"99{n // 28_000_000:04}", f"{1950 + n // 28_000 % 50}01{1 + n // 1000 % 28:02}"
    body = f"{region}{born}{n % 1000:03}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return f"{body}{CHECKS[total % 11]}"


class Court:
    """The demo court's officers, and one distribution."""

    def __init__(self) -> None:
        from jinlin.kernel.registry.selectors import actor_of

        names = ("shujiyuan", "heduiyuan", "faguan", "yuanzhang", "chuna")
        self.clerk, self.verifier, self.judge, self.president, self.cashier = map(actor_of, names)
        self.number = ""

    def open(self, fen: int) -> None:
        """Open the distribution, with the money in its pool."""
        from jinlin.kernel.cases.actions import open_case

        self.number = str(open_case("claims_payout/distribution", OPENING, self.clerk).case.number)
        self.take("receive", self.cashier, received=fen, receipt="示范进账1号")

    def take(self, action: str, actor: Any, **answers: Any) -> None:
        """Take a step."""
        from jinlin.kernel.cases.actions import take

        take(self.number, action, answers, actor)

    def money(self) -> dict[str, int]:
        """Where the money lies; it stops the bench if a fen is missing."""
        from jinlin.instruments.payouts import selectors

        way = selectors.money(self.number, self.judge)
        if not way.holds:
            raise SystemExit(f"a fen is missing: {way}")
        return dict(way._asdict())


def to_the_files(court: Court, path: Path, timing: Clock, journey: Any) -> None:
    """List, verification, plan, rehearsal, approval, sending."""
    from jinlin.instruments.payouts.actions import import_claims
    from jinlin.kernel.alarms.actions import ring

    with timing.measuring("import"):
        import_claims(court.number, path, court.clerk)
    with timing.measuring("verify"):
        court.take("end_registration", court.clerk)
        court.take("verify", court.verifier)
    with timing.measuring("plan"):
        court.take("plan", court.judge)
    with timing.measuring("rehearse"):
        court.take("rehearse", court.judge, seed=1)
    court.take("publish", court.judge, notice_place="法院官网")
    journey.move(journey.moment + timedelta(days=20))
    ring()
    with timing.measuring("approve"):
        court.take("approve", court.president)
    with timing.measuring("send"):
        court.take("send", court.cashier)


def bank_file(court: Court, n: int, folder: Path, timing: Clock, xsd: Path | None) -> Path:
    """Write one file for the bank, and hold it against the schema."""
    from jinlin.instruments.payouts import actions

    path = folder / f"{n}.xml"
    with timing.measuring("file"), path.open("wb") as out:
        actions.fetch_bank_file(court.number, n, VERSION, out, court.cashier)
    if xsd:
        with timing.measuring("schema"):
            _hold_against(path, xsd)
    return path


def _hold_against(path: Path, xsd: Path) -> None:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(str(xsd)))
    for _ in etree.iterparse(str(path), schema=schema, events=("end",), tag="{*}CdtTrfTxInf"):
        _[1].clear()


def to_the_end(court: Court, folder: Path, timing: Clock, journey: Any, asked: argparse.Namespace) -> int:
    """The bank answers; what failed is issued again, until the bank has nothing more to say."""
    from jinlin.instruments.payouts import actions
    from jinlin.instruments.payouts.bank.profiles import of_answers
    from jinlin.instruments.payouts.bank.simulator import TYPICAL, HostileBank
    from jinlin.lib import clock
    from jinlin.lib.errors import Problem

    profile = of_answers("iso20022")
    bank, sent, read = HostileBank(asked.seed, TYPICAL), 0, 0
    while True:
        for n in _new_files(court, sent):
            sent, path = n, bank_file(court, n, folder, timing, asked.xsd)
            with timing.measuring("bank"), path.open("rb") as file:
                bank.receive(file, clock.today())
        for _ in range(MOST_DAYS):
            with timing.measuring("bank"):
                answers = bank.day(clock.today())
            for one in answers:
                (folder / one.name).write_bytes(one.content)
                with timing.measuring("answers"):
                    try:
                        actions.read_answers(court.number, folder / one.name, court.cashier, profile=profile)
                        read += 1
                    except Problem as problem:
                        print(f"  {one.name}: {problem.say.en}")
            journey.move(journey.moment + timedelta(days=1))
        if not _issued_again(court, timing):
            return read


def _new_files(court: Court, sent: int) -> list[int]:
    from jinlin.instruments.payouts import selectors

    return [one.n for one in selectors.files(court.number, court.cashier) if one.n > sent]


def _issued_again(court: Court, timing: Clock) -> bool:
    """A person has corrected every account of what came back once."""
    from jinlin.instruments.payouts.models import Instruction
    from jinlin.lib.errors import NotMet

    failed = Instruction.objects.filter(place="returned", attempts=1)
    failed.update(trouble="")
    try:
        with timing.measuring("reissue"):
            court.take("reissue", court.judge)
            court.take("send", court.cashier)
    except NotMet:
        return False
    return True


def main() -> None:
    """Measure."""
    asked, timing = options(), Clock()
    result: dict[str, Any] = {"at": keeping.now(), "claims": asked.claims, "yuan": asked.yuan}
    result["seconds"], result["cpu"] = timing.steps, timing.cpu
    with keeping.kept(result, f"payouts-{asked.claims}"):
        measure(result, asked, timing)
        result["in_all"] = sum(timing.steps.values())
        result["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(result, indent=1))


def measure(result: dict[str, Any], asked: Any, timing: Clock) -> None:
    """From the list to the last answer."""
    with tempfile.TemporaryDirectory(prefix="jinlin-bench-") as name, installed(None):
        from jinlin.lib import clock

        folder = Path(name)
        write_list(folder / "claims.csv", asked.claims)
        court = Court()  # their offices are of today
        with clock.travel(FIRST_DAY) as journey:
            court.open(asked.yuan * 100)
            to_the_files(court, folder / "claims.csv", timing, journey)
            if asked.no_answers:
                bank_file(court, 1, folder, timing, asked.xsd)
            else:
                result["answer_files"] = to_the_end(court, folder, timing, journey, asked)
            result["way"] = court.money()


if __name__ == "__main__":
    main()
