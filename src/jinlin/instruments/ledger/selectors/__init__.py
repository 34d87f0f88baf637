"""Reading the ledger: balances, statements, the trial balance, transfers, and the export."""

from jinlin.instruments.ledger.selectors.balances import TrialBalance, balance, balances, trial_balance
from jinlin.instruments.ledger.selectors.charts import plan
from jinlin.instruments.ledger.selectors.commodities import CommodityInfo, commodities, commodity
from jinlin.instruments.ledger.selectors.export import beancount
from jinlin.instruments.ledger.selectors.statements import Line, PostedTransfer, statement, transfer

__all__ = [
    "CommodityInfo",
    "Line",
    "PostedTransfer",
    "TrialBalance",
    "balance",
    "balances",
    "beancount",
    "commodities",
    "commodity",
    "plan",
    "statement",
    "transfer",
    "trial_balance",
]
