"""What Jinlin costs, measured as ratios in one run: `make bench`, or `python -m bench --help`."""
