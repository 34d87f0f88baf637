"""What writes to the ledger: commodities, accounts, transfers; what packs plan and cases set in motion."""

from jinlin.instruments.ledger.actions.accounts import open_accounts
from jinlin.instruments.ledger.actions.cases import Wanted, write
from jinlin.instruments.ledger.actions.charts import install_accounts
from jinlin.instruments.ledger.actions.commodities import install_commodity
from jinlin.instruments.ledger.actions.posting import post

__all__ = ["Wanted", "install_accounts", "install_commodity", "open_accounts", "post", "write"]
