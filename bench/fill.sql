-- Clones of closed cases, with everything that belongs to a case. Its parts are run one after the other.

-- Part: chain. The hash chain as a running aggregate: the same SHA-256 over the same bytes as kernel/journal/chain.py.
CREATE OR REPLACE FUNCTION bench_link(head bytea, line text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sha256(head || convert_to(line, 'UTF8'));
CREATE OR REPLACE AGGREGATE bench_chain(text) (
    SFUNC = bench_link, STYPE = bytea, PARALLEL = SAFE,
    INITCOND = '\x0000000000000000000000000000000000000000000000000000000000000000'
);
CREATE OR REPLACE FUNCTION bench_pairs(word text) RETURNS int[] LANGUAGE sql IMMUTABLE RETURN (
    SELECT array_agg(DISTINCT ((a << 16 | b) - (a >> 15 << 32))::int)
      FROM generate_series(1, length(word) - 1) AS n,
           LATERAL (SELECT ascii(substr(word, n, 1))::bigint AS a, ascii(substr(word, n + 1, 1))::bigint AS b) AS pair
);

-- Part: templates. The cases that were closed through the API, in the order of their ids.
CREATE TABLE IF NOT EXISTS bench_template AS
SELECT row_number() OVER (ORDER BY id) - 1 AS turn, id, number
  FROM case_case WHERE closed_at IS NOT NULL AND parent IS NULL;

-- Part: phrases. Something of its own for each clone to say, some of it often and some of it rarely.
CREATE TABLE IF NOT EXISTS bench_phrase AS
WITH said AS (
    SELECT row_number() OVER () - 1 AS turn, street || trouble AS body
      FROM unnest(ARRAY['解放路','人民街','和平里','光明巷','建设路','向阳坡','站前街','滨河路','东关村','西苑小区',
                        '南湖花园','北辰新城','老干部楼','纺织厂宿舍','第二中学旁','农贸市场口','长途汽车站']) AS street,
           unnest(ARRAY['路灯不亮','垃圾没有清运','夜间施工噪音大','污水倒灌','电梯停运','乱停车堵住消防通道','暖气不热',
                        '树枝压住电线','拖欠工资三个月','油烟直排','公交车不按时','井盖松动','违章搭建','流浪狗伤人',
                        '自来水发黄','路面塌陷','幼儿园收费不公开','快递被盗','广告牌摇晃','办证窗口没人']) AS trouble
     ORDER BY md5(street || trouble)
)
SELECT turn, body, bench_pairs(body) AS pairs FROM said;

-- Part: clones. Which new case is made of which template, and how long before it: up to three years, by weeks, so
-- that working days stay working days.
CREATE TEMP TABLE clone AS
SELECT nextval('case_id_seq') AS id, template.id AS of, template.number AS old_number,
       regexp_replace(template.number, '-\d+$', '-9' || lpad(n::text, 8, '0')) AS number,
       make_interval(weeks => 1 + (n %% 150)::int, secs => n %% 977) AS ago
  FROM generate_series(%(first)s, %(last)s) AS n
  JOIN bench_template AS template ON template.turn = n %% (SELECT count(*) FROM bench_template);
ANALYZE clone;

-- Part: cases. The events first, then each case with the last of its hashes.
WITH told AS (
    SELECT clone.id, 'case/' || clone.id AS stream, event.seq, event.kind, event.actor,
           event.at - clone.ago AS at, replace(event.facts, clone.old_number, clone.number) AS facts
      FROM clone JOIN journal_event AS event ON event.stream = 'case/' || clone.of
), written AS (
    INSERT INTO journal_event (stream, seq, kind, actor, at, facts, hash)
    SELECT stream, seq, kind, actor, at, facts,
           bench_chain(concat_ws(E'\n', stream, seq, kind, actor,
               to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), facts))
               OVER (PARTITION BY id ORDER BY seq)
      FROM told
    RETURNING stream, seq, hash
)
INSERT INTO case_case ({case_columns})
SELECT {case_values}
  FROM clone
  JOIN case_case AS template ON template.id = clone.of
  JOIN written ON written.stream = 'case/' || clone.id AND written.seq = template.revision;

-- Part: belongings. What else a closed case leaves: its blind index, messages, alarm of
-- retention and answers (whose bodies are shorter than real ones: nobody ever reads them), and its words, with
-- its own month and not that of its template.
INSERT INTO case_finder (case_id, field, digest)
SELECT clone.id, field, sha256(digest || int8send(clone.id))
  FROM clone JOIN case_finder ON case_id = clone.of;
INSERT INTO message_message (case_id, n, number, "to", template, body_zh, body_en, written_at, try_at, sent_at)
SELECT clone.id, n, clone.number, "to", template, replace(body_zh, old_number, clone.number),
       replace(body_en, old_number, clone.number), written_at - ago, try_at - ago, written_at - ago
  FROM clone JOIN message_message ON case_id = clone.of;
INSERT INTO alarm (stream, name, at)
SELECT 'case/' || clone.id, name, greatest(at - ago, now() + interval '1 day')
  FROM clone JOIN alarm ON stream = 'case/' || clone.of;
INSERT INTO case_answer (actor, key, request, status, body, answered_at)
SELECT actor, gen_random_uuid(), sha256(hash || int8send(clone.id)), 200, repeat('=', 60), at - ago
  FROM clone JOIN journal_event ON stream = 'case/' || clone.of AND actor LIKE 'person/%';
INSERT INTO case_wording (case_id, body, pairs)
SELECT clone.id, concat_ws(E'\n', words.body, phrase.body, 'hao' || clone.id),
       ARRAY(SELECT pair FROM unnest(words.pairs) AS pair WHERE pair NOT BETWEEN 1 AND 65535) || phrase.pairs || bench_pairs('hao' || clone.id) || month
  FROM clone JOIN case_wording AS words ON words.case_id = clone.of
  JOIN LATERAL (SELECT (12 * extract(year FROM at) + extract(month FROM at))::int AS month
                  FROM (SELECT opened_at AT TIME ZONE 'UTC' AS at FROM case_case WHERE id = clone.id) AS opened
               ) AS opened ON true
  JOIN bench_phrase AS phrase ON phrase.turn = mod(clone.id * 7919, 340);
DROP TABLE clone;

-- Part: keep. The newest closed cases as they are, to be put back.
DROP TABLE IF EXISTS bench_kept;
CREATE TABLE bench_kept AS
SELECT id, closed_at, outcome, state, holder, area, category, lon, lat, due_at, opened_at, card, requests
  FROM case_case WHERE closed_at IS NOT NULL AND type = 'report' ORDER BY opened_at DESC LIMIT %(count)s;
ANALYZE bench_kept;

-- Part: put_back.
UPDATE case_case AS case_ SET (closed_at, outcome, state, holder, area, category, lon, lat, due_at, opened_at, card, requests) =
       (kept.closed_at, kept.outcome, kept.state, kept.holder, kept.area, kept.category, kept.lon, kept.lat, kept.due_at,
        kept.opened_at, kept.card, kept.requests)
  FROM bench_kept AS kept WHERE kept.id = case_.id;
DROP TABLE bench_kept;

-- Part: open. The newest are open, and with them everything that a county's day brings: every state, unit, area
-- and category, places all over the map, one in ten late, some with cards, some that came in today.
UPDATE case_case SET closed_at = NULL, outcome = NULL,
       state = (ARRAY['received', 'accepted', 'with_unit', 'verifying', 'calling_back'])[1 + id %% 5],
       holder = CASE WHEN id %% 5 = 0 THEN NULL ELSE (%(units)s::text[])[1 + id / 5 %% cardinality(%(units)s::text[])] END,
       area = (%(areas)s::text[])[1 + id * 31 %% cardinality(%(areas)s::text[])],
       category = CASE WHEN id %% 5 > 0 THEN (%(categories)s::text[])[1 + id * 37 %% cardinality(%(categories)s::text[])] END,
       lon = 120 + (id * 7919 %% 4000) / 10000.0, lat = 40.3 + (id * 104729 %% 2000) / 10000.0,
       due_at = now() + make_interval(hours => (id %% 2200)::int - 200),
       opened_at = CASE WHEN id %% 40 = 3 THEN now() - make_interval(secs => id %% 20000) ELSE opened_at END,
       card = CASE WHEN id %% 40 = 0 THEN 2 WHEN id %% 25 = 0 THEN 1 ELSE 0 END,
       requests = CASE WHEN id %% 30 = 2 THEN ARRAY['ask_extension'] END
 WHERE id IN (SELECT id FROM bench_kept);
