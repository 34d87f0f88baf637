"""A claimant's own page: what was claimed and verified, one's share, where the money is, and nobody else."""
