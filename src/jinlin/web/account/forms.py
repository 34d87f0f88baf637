"""Allauth's forms in which somebody could guess, with the guesses counted as everywhere else."""

from __future__ import annotations

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm

from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import client_of


class SecondFactor(AuthenticateForm):  # type: ignore[misc] # its base has no types
    """The second proof of signing in. TooMany."""

    def clean_code(self) -> str:
        """The code, if it is right."""
        attempts = Attempts.of_second_factor(self.user.get_username(), client_of(context.request))
        attempts.begin()
        code: str = super().clean_code()
        attempts.take_back()
        return code


class SecondFactorAgain(SecondFactor, ReauthenticateForm):  # type: ignore[misc] # its bases have no types
    """The same from somebody who is signed in."""


class NewPassword(ChangePasswordForm):  # type: ignore[misc] # its base has no types
    """Another password, by whoever knows the present one. TooMany."""

    def clean_oldpassword(self) -> str:
        """The present password, if it is right."""
        attempts = Attempts.of_password(self.user.get_username(), client_of(context.request))
        attempts.begin()
        password: str = super().clean_oldpassword()
        attempts.take_back()
        return password
