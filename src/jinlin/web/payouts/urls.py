"""Addresses of distributions."""

from __future__ import annotations

from django.urls import path

from jinlin.web.payouts.views import bank, claims, overview, plans, uploads

urlpatterns = [
    path("", overview.payouts, name="payouts"),
    path("<str:number>", overview.payout, name="payout"),
    path("<str:number>/do/<str:action>", overview.act, name="payout_act"),
    path("<str:number>/bring/<str:kind>", uploads.bring, name="payout_bring"),
    path("<str:number>/template.csv", uploads.template, name="payout_template"),
    path("<str:number>/uploads/<str:sha256>", uploads.upload, name="payout_upload"),
    path("<str:number>/uploads/<str:sha256>/rejects.csv", uploads.rejects, name="payout_rejects"),
    path("<str:number>/answers.csv", bank.answers_template, name="payout_answers_template"),
    path("<str:number>/slips", claims.slips, name="payout_slips"),
    path("<str:number>/claims", claims.claims, name="payout_claims"),
    path("<str:number>/find", claims.find, name="payout_find"),
    path("<str:number>/claims/<int:n>", claims.claim, name="payout_claim"),
    path("<str:number>/claims/<int:n>/reveal", claims.reveal, name="payout_reveal"),
    path("<str:number>/picked/<str:step>", claims.picked, name="payout_picked"),
    path("<str:number>/plans", plans.plans, name="payout_plans"),
    path("<str:number>/plans/<int:n>", plans.plan, name="payout_plan"),
    path("<str:number>/plans/<int:before>/<int:after>", plans.compare, name="payout_compare"),
    path("<str:number>/exceptions", bank.exceptions, name="payout_exceptions"),
    path("<str:number>/shares", bank.shares, name="payout_shares"),
    path("<str:number>/bank", bank.bank, name="payout_bank"),
    path("<str:number>/bank/<int:n>/<str:form>", bank.download, name="payout_file"),
]
