"""What writes to the ledger: commodities, accounts, transfers."""

from jinlin.instruments.ledger.actions.accounts import open_accounts
from jinlin.instruments.ledger.actions.commodities import install_commodity
from jinlin.instruments.ledger.actions.posting import post

__all__ = ["install_commodity", "open_accounts", "post"]
