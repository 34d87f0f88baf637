"""Reading the ledger: balances, flows, statements, the trial balance, transfers, and the export."""

from jinlin.instruments.ledger.selectors.balances import (
    TrialBalance,
    balance,
    balances,
    balances_of,
    trial_balance,
)
from jinlin.instruments.ledger.selectors.charts import plan
from jinlin.instruments.ledger.selectors.commodities import CommodityInfo, commodities, commodity
from jinlin.instruments.ledger.selectors.export import beancount
from jinlin.instruments.ledger.selectors.flows import Flow, flows
from jinlin.instruments.ledger.selectors.statements import Line, PostedTransfer, statement, transfer

__all__ = [
    "CommodityInfo",
    "Flow",
    "Line",
    "PostedTransfer",
    "TrialBalance",
    "balance",
    "balances",
    "balances_of",
    "beancount",
    "commodities",
    "commodity",
    "flows",
    "plan",
    "statement",
    "transfer",
    "trial_balance",
]
