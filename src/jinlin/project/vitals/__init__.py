"""Whether the house lives: what watchers, balancers and Prometheus are told, without ever waiting for it."""
