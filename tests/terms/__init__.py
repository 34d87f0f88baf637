"""Words that people read: where they stand, and which term each thing has."""
