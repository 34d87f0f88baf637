"""`jinlin doctor`: what of this installation is not as the guide says, and what helps."""
