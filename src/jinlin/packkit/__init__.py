"""Reads, compiles, checks, installs and scaffolds packs, and plays their stories."""
