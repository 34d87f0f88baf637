"""The database holds the laws of the ledger: one commodity a transfer, balances that follow the transfers
and nothing else, and no change of what is written."""

from __future__ import annotations

from django.db import migrations

NUMBER = """
ALTER TABLE ledger_transfer ALTER COLUMN position ADD GENERATED ALWAYS AS IDENTITY;
CREATE SEQUENCE ledger_batch;
"""
UNNUMBER = """
DROP SEQUENCE ledger_batch;
ALTER TABLE ledger_transfer ALTER COLUMN position DROP IDENTITY;
"""

# A plan is kept as it was made for the first statement, of one row or of a million; through the indexes it
# is right for both. Room is left in the pages of accounts, so that a new balance needs no new index entry.
ENTER = """
ALTER TABLE ledger_account SET (fillfactor = 50);
CREATE FUNCTION ledger_enter() RETURNS trigger LANGUAGE plpgsql
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
    PERFORM FROM arrived t
       LEFT JOIN ledger_account d ON d.id = t.debit
       LEFT JOIN ledger_account c ON c.id = t.credit
      WHERE (d.commodity = c.commodity) IS NOT TRUE;
    IF FOUND THEN
        RAISE EXCEPTION '一笔转账的两个账户须存在且为同一计量。 / The two accounts of a transfer must exist and be of one commodity.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM FROM arrived t
       LEFT JOIN ledger_transfer h ON h.key = t.of AND h.kind = 'hold' AND h.position < t.position
            AND (h.debit, h.credit, h.amount) = (t.debit, t.credit, t.held)
      WHERE t.of <> '' AND h.key IS NULL;
    IF FOUND THEN
        RAISE EXCEPTION '只能了结同样两个账户之间的一笔预留。 / Only a hold between the same accounts can be resolved.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE ledger_account a
       SET debits_posted = a.debits_posted + moved.debits_posted,
           credits_posted = a.credits_posted + moved.credits_posted,
           debits_pending = a.debits_pending + moved.debits_pending,
           credits_pending = a.credits_pending + moved.credits_pending
      FROM (
        SELECT account, coalesce(sum(posted) FILTER (WHERE is_debit), 0) AS debits_posted,
               coalesce(sum(posted) FILTER (WHERE NOT is_debit), 0) AS credits_posted,
               coalesce(sum(pending) FILTER (WHERE is_debit), 0) AS debits_pending,
               coalesce(sum(pending) FILTER (WHERE NOT is_debit), 0) AS credits_pending
          FROM (
            SELECT CASE WHEN is_debit THEN debit ELSE credit END AS account, is_debit,
                   CASE WHEN kind IN ('post', 'settle') THEN amount ELSE 0 END AS posted,
                   CASE WHEN kind = 'hold' THEN amount ELSE -held END AS pending
              FROM arrived CROSS JOIN (VALUES (true), (false)) AS v (is_debit)
          ) entry
         GROUP BY account
      ) moved
     WHERE a.id = moved.account;
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_transfer_enters AFTER INSERT ON ledger_transfer
    REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION ledger_enter();
"""
LEAVE = """
DROP TRIGGER ledger_transfer_enters ON ledger_transfer;
DROP FUNCTION ledger_enter();
ALTER TABLE ledger_account RESET (fillfactor);
"""

REFUSE = """
CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '账本只增不改：% 不接受 %。 / The ledger only grows: % takes no %.',
        TG_TABLE_NAME, TG_OP, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation',
              HINT = '要更正，请另记一笔相反的转账。 / To correct something, post a transfer the other way.';
END
$$;
CREATE TRIGGER ledger_transfer_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfer
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows();
CREATE TRIGGER ledger_account_stays BEFORE DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows();
CREATE TRIGGER ledger_account_follows_transfers BEFORE UPDATE ON ledger_account
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_only_grows();
CREATE TRIGGER ledger_account_opens_empty BEFORE INSERT ON ledger_account
    FOR EACH ROW WHEN (
        (NEW.debits_posted, NEW.credits_posted, NEW.debits_pending, NEW.credits_pending)
        IS DISTINCT FROM (0::bigint, 0::bigint, 0::bigint, 0::bigint)
    ) EXECUTE FUNCTION ledger_only_grows();
CREATE TRIGGER ledger_commodity_stays BEFORE UPDATE OF code, scale OR DELETE OR TRUNCATE ON ledger_commodity
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows();
"""
ALLOW = """
DROP TRIGGER ledger_commodity_stays ON ledger_commodity;
DROP TRIGGER ledger_account_opens_empty ON ledger_account;
DROP TRIGGER ledger_account_follows_transfers ON ledger_account;
DROP TRIGGER ledger_account_stays ON ledger_account;
DROP TRIGGER ledger_transfer_only_grows ON ledger_transfer;
DROP FUNCTION ledger_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(NUMBER, UNNUMBER),
        migrations.RunSQL(ENTER, LEAVE),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
