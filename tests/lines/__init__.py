"""What the tests of the lines we do not cross look for, where they look, and what they let stand and why."""
