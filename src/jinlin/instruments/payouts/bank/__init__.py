"""What is written to a bank and read from it: pure, without a table and without a clock."""
