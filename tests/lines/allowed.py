"""What the tests of the lines let stand: each with its reason, each reviewed. One that is not needed any more
must go: the tests compare both ways."""

from __future__ import annotations

# (place, word) -> why it is no list, score or track of persons.
WORDS = {
    (
        "API X-Tracking-Code",
        "tracking",
    ): "查询码: a resident follows a case with it, and nothing follows the resident",
    ("API tracking_code", "tracking"): "the same, in the answer to an opening",
    ("case_case.tracking", "tracking"): "SHA-256 of the same, so that even the code itself is not kept",
    ("payout_upload.profile", "profile"): "how a bank's CSV is read: names of its columns, of no person",
    ("five_mediations register sources row petitions", "petitions"): (
        "人民调解统计表 counts five offices that refer; it says which office wrote, not who petitioned"
    ),
    ("five_mediations register sources row petitions", "信访"): "the same",
    (
        "five_mediations indicator source_petitions",
        "petitions",
    ): "a count of disputes by the office that sent them",
    ("five_mediations indicator source_petitions", "信访"): "the same",
    (
        "five_mediations/mediation suspect_sham",
        "suspect",
    ): "a verb: a session is halted until a second person looks",
    (
        "joint_command_centre/report field ground",
        "petition",
    ): "where a resident is sent, among courts and reviews",
    ("joint_command_centre/report field ground", "信访"): "the same",
    ("investigation_order register barred_lawyers", "barred"): (
        "lawyers by licence: by a numbered court decision, found by two people after hearing the lawyers, "
        "with a last day after which they stand as before; never a party or a resident"
    ),
    ("investigation_order register barred_lawyers row example-1", "barred"): "the same; the row is made up",
    (
        "investigation_order register refusal_reasons row barred",
        "barred",
    ): "the reason the lawyer is then told",
    ("investigation_order register refusal_reasons row barred", "停止申请"): "the same",
    ("investigation_order/order field barred_until", "barred"): "the last day of such a decision",
    ("investigation_order/order field barred_until", "停止申请"): "the same",
    ("investigation_order/order field first_lawyer", "barred"): (
        "what the register says of a lawyer who would carry this order, in words; it is looked up, never set"
    ),
    ("investigation_order/order field first_lawyer", "停止申请"): "the same",
    ("investigation_order/order field second_lawyer", "barred"): "the same, of the other lawyer",
    ("investigation_order/order field second_lawyer", "停止申请"): "the same",
    ("investigation_order/order find_misuse", "停止申请"): "the decision itself, by the second of two people",
}

# (case type, state, action) that silence ends a case by, with no way back on the case itself.
ENDED_BY_SILENCE = {
    ("investigation_order/order", "correcting", "lapse_correction"): (
        "视为撤回: the notice says so; nothing is decided on the merits, and the lawyer may apply again"
    ),
    ("investigation_order/presentation", "awaiting", "lapse"): (
        "an order ends on the day that the court wrote on it; its lawyers' own case goes on, to be returned"
    ),
    ("reward_notice/notice", "correcting", "lapse_correction"): (
        "视为撤回: the notice says so; nothing is decided on the merits, and the creditor may apply again"
    ),
    ("reward_notice/notice", "announced", "lapse"): (
        "a notice ends on the day that it names itself; clues that were registered go on, and are rewarded"
    ),
    ("claims_payout/objection", "ruled_for", "let_ruling_stand"): (
        "民事诉讼法第二百三十六条: the court has ruled for whoever objected; nobody asked for reconsideration"
    ),
    ("claims_payout/objection", "ruled_against", "let_dismissal_stand"): (
        "民事诉讼法第二百三十六条: the court has ruled; without reconsideration in ten days its ruling stands"
    ),
    ("five_mediations/judicial_confirmation", "open_to_apply", "close_window"): (
        "人民调解法第三十三条: thirty days, by statute; the agreement binds as before, and both may sue on it"
    ),
}
