"""What only HTTP can refuse. Everything else is refused by the kernel, with its own problems."""

from __future__ import annotations

from jinlin.lib.errors import Problem


class Malformed(Problem):
    """What was sent cannot be read at all."""

    status = 400
    code = "malformed"


class WrongMethod(Problem):
    """The address is right, the method is not. `details["allow"]` lists those that are."""

    status = 405
    code = "wrong-method"


class NoLength(Problem):
    """A body came without its length."""

    status = 411
    code = "no-length"


class TooSlow(Problem):
    """What was sent did not arrive in time."""

    status = 408
    code = "too-slow"


class TooLarge(Problem):
    """More was sent than is taken."""

    status = 413
    code = "too-large"


class WrongMedia(Problem):
    """The body is of a media type that is not taken here."""

    status = 415
    code = "wrong-media-type"
