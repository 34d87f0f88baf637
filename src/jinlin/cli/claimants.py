"""What concerns one claimant of a distribution: their share, its papers and proof, and their objection."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from jinlin.cli.files import FILE, read_json
from jinlin.cli.opening import AS, with_database
from jinlin.cli.output import show
from jinlin.lib.money import format_fen

ID_NO = click.option("--id-no", required=True, prompt=True, help="本人身份证号 / one's identity number")
CODE = click.option("--code", required=True, prompt=True, help="查询码 / the code on one's paper")
PAPER = click.Choice(["claim_paper", "payment_notice"])
SHARES = ("plan", "loss", "had", "share", "ratio", "held", "place", "slip", "attempts")


def add_to(payouts: click.Group) -> None:
    """Add the commands of this file."""
    for command in (own, proof, paper, papers, object_oneself):
        payouts.add_command(command)


@click.command()
@click.argument("number")
@ID_NO
@CODE
@with_database
def own(number: str, id_no: str, code: str) -> None:
    """查询本人份额 / One's own claim: shares, how they were computed, and where the money is."""
    from jinlin.instruments.payouts import selectors

    found = selectors.own_claim(selectors.prove(number, id_no, code))
    click.echo(f"{found.number}  {found.n}  {found.name}  {found.standing}  {format_fen(found.loss)}")
    rows = [
        (one.plan, *map(format_fen, (one.loss, one.had, one.share)), f"{one.ratio.paid}/{one.ratio.owed}",
         one.held, one.place, one.slip_no, one.attempts)
        for one in found.shares
    ]  # fmt: skip
    show(SHARES, rows)


@click.command()
@click.argument("number")
@click.argument("plan", type=int)
@ID_NO
@CODE
@with_database
def proof(number: str, plan: int, id_no: str, code: str) -> None:
    """本人份额的证明 / The proof that one's own line is part of a plan, for `jinlin-verify`."""
    from jinlin.instruments.payouts import selectors

    made = selectors.own_proof(selectors.prove(number, id_no, code), plan)
    click.echo(json.dumps(made, ensure_ascii=False, indent=1))


@click.command()
@click.argument("number")
@click.argument("name", type=PAPER)
@click.argument("path", type=FILE)
@click.option(
    "--plan", default=0, type=click.IntRange(0), help="付款通知书属于第几版方案 / the plan of a notice"
)
@click.option("--claim", type=click.IntRange(1), help="申报编号，由工作人员代打 / print it for this claim")
@click.option("--as", "username", help="以谁的身份打印 / the officer who prints it")
@click.option("--id-no", help="本人身份证号 / one's identity number")
@click.option("--code", help="查询码 / the code on one's paper")
@with_database
def paper(
    number: str, name: Any, path: Path, plan: int, claim: int | None, username: str | None,
    id_no: str | None, code: str | None,
) -> None:  # fmt: skip
    """份额告知书、付款通知书 / A claimant's paper as a signed PDF: one's own, or printed by an officer."""
    from jinlin.instruments.payouts import actions, selectors
    from jinlin.kernel.registry.selectors import actor_of

    if username and claim:
        file = actions.paper_of_claim(number, claim, name, actor_of(username), plan)
    elif id_no and code:
        file = actions.own_paper(selectors.prove(number, id_no, code), name, plan)
    else:
        raise click.UsageError(
            "请用 --id-no 和 --code，或 --as 和 --claim / say who asks, in one of two ways"
        )
    path.write_bytes(file.content)
    click.echo(f"{path}  {file.name}")


@click.command()
@click.argument("number")
@click.argument("name", type=PAPER)
@AS
@with_database
def papers(number: str, name: Any, username: str) -> None:
    """出具全部告知书或通知书 / Issue what is due to every claimant; each is set in type when it is read."""
    from jinlin.instruments.payouts import actions
    from jinlin.kernel.registry.selectors import actor_of

    click.echo(f"{actions.issue_to_all(number, name, actor_of(username))}")


@click.command("object")
@click.argument("number")
@ID_NO
@CODE
@click.option(
    "--action", default="object_oneself", show_default=True, help="机制里的操作 / as the pack names it"
)
@click.option("--answers", required=True, metavar="JSON", help="答复，JSON 或 @文件 / as JSON or in @FILE")
@with_database
def object_oneself(number: str, id_no: str, code: str, action: str, answers: str) -> None:
    """对自己的份额提出异议 / Object to one's own share, while the plan is on notice."""
    from jinlin.instruments.payouts import actions, selectors

    proven = selectors.prove(number, id_no, code)
    actions.act_oneself(proven, action, read_json(answers))
    for one in selectors.own_claim(proven).objections:
        click.echo(f"{one.number}  {one.state}")
        for said in one.told:
            click.echo(f"    {said.text}")
