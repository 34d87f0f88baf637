"""Property tests here run without a time limit on examples: how fast a machine is proves nothing."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
