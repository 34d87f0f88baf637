"""Addresses of the account. Of allauth's pages only those that are needed: no sign-up, no e-mail."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.socialaccount import views as providers
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import include, path

from jinlin.web.account import views

urlpatterns = [
    path("", views.account, name="account"),
    path("demo", views.enter_demo, name="enter_demo"),
    path("tokens", views.issue, name="account_issue_token"),
    path("tokens/revoke", views.revoke, name="account_revoke_token"),
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", views.no_own_password, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/<int:session>/end", views.end_session, name="account_end_session"),
    path("sessions/", include("allauth.usersessions.urls")),
    path("oidc/cancelled/", providers.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/error/", providers.login_error, name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/login/", views.to_city_sign_in, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", openid_connect.callback, name="openid_connect_callback"),
]
