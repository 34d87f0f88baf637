"""What `jinlin check` looks for, by theme. A check takes a draft and its house and yields faults."""
