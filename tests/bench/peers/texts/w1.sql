-- W1 over a relation "base" (one row a fact) and a table cc (one row a country, one 0/1 column a group).
-- SPDX-License-Identifier: Apache-2.0
WITH
d1 AS (SELECT base.*, d.d5 AS ind5, (h.d5 OR hq = 'MO') AS hqd5, d.d1 OR d.d4 OR d.d5 AS d145, d.a5 OR d.a6 AS a56, d.b AS grpb,
         d.e AS grpe, d.ruby AS ruby, (d.meu OR k.meu) AS meu, act IN ('export', 'reexport', 'in_country_transfer') AS transfer,
         CASE WHEN np THEN tpp * 1.0 / die ELSE 0 END AS pd, (NOT dc AND tpp < 4800) AS exempt
         FROM base JOIN cc d ON d.code = dest JOIN cc h ON h.code = hq JOIN cc k ON k.code = country),
d2 AS (SELECT *, (NOT exempt AND (tpp >= 4800 OR (tpp >= 1600 AND pd >= 5.92))) AS isa FROM d1),
d3 AS MATERIALIZED (SELECT *, (NOT exempt AND NOT isa AND ((tpp >= 2400 AND tpp < 4800 AND pd >= 1.6 AND pd < 5.92)
         OR (tpp >= 1600 AND pd >= 3.2 AND pd < 5.92))) AS isb,
         (kind = 'ic' OR (kind = 'computer' AND contains > 0)) AS holds,
         (kind = 'memory' AND bw > 2 * die) AS c,
         (act = 'iaas_access' AND fp AND train >= 100000000) AS big FROM d2),
d4 AS (SELECT *, (isa AND holds) AS a, (isb AND holds) AS b FROM d3),
d5 AS MATERIALIZED (SELECT *, ((a OR b) AND transfer AND d145 AND NOT a56) AS r07,
         (transfer AND date >= '2025-09-29' AND date < '2025-11-10' AND listed_pct >= 50 AND NOT listed) AS r18 FROM d4),
r AS (SELECT id,
  (kind = 'ic' AND isa) AS r01, (kind = 'ic' AND isb) AS r02, (kind = 'computer' AND a) AS r03,
  (kind = 'computer' AND b) AS r04, c AS r05, (kind <> 'memory' AND NOT isa AND NOT isb AND tpp >= 800) AS r06, r07,
  ((a OR b) AND transfer AND ind5 AND dc) AS r08, ((a OR b) AND transfer AND hqd5 AND NOT ind5) AS r09,
  (c AND transfer AND (ind5 OR hqd5)) AS r10, (b AND r07 AND NOT ind5 AND NOT hqd5) AS r11,
  (transfer AND NOT a AND NOT b AND NOT c AND value <= 5000 AND grpb) AS r12,
  (transfer AND grpe) AS r13, (transfer AND ruby AND kind IN ('ic', 'computer') AND tpp >= 800) AS r14,
  (transfer AND listed) AS r15, (listed AND footnote = 4 AND act IN ('reexport', 'in_country_transfer')) AS r16,
  (listed AND footnote = 5 AND (c OR tpp >= 1600)) AS r17, r18, (transfer AND min_listed AND NOT r18) AS r19, wmd AS r20,
  (transfer AND mil AND meu AND tpp >= 70) AS r21,
  (transfer AND sc AND (ind5 OR hqd5)) AS r22, (NOT transfer AND NOT wmd AND NOT mil) AS r23, (big AND hqd5) AS r24,
  big AS r25, (date < '2023-11-17' AND kind = 'ic' AND link >= 600 AND tpp >= 4800 AND transfer AND ind5) AS r26 FROM d5)
SELECT id, CASE WHEN r13 OR r20 THEN 'PROHIBITED' WHEN r08 OR r09 OR r14 OR r15 OR r16 OR r17 OR r18 OR r21 OR r22 THEN 'DENIAL'
  WHEN r10 OR r19 OR r24 OR r26 OR (r07 AND NOT r11) THEN 'REVIEW' WHEN r11 THEN 'NAC' WHEN r23 THEN 'NOT_EXPORT' ELSE 'NLR' END
  || CASE WHEN r25 THEN '+REPORT' ELSE '' END,
  CASE WHEN r01 THEN ',R01' ELSE '' END || CASE WHEN r02 THEN ',R02' ELSE '' END || CASE WHEN r03 THEN ',R03' ELSE '' END ||
  CASE WHEN r04 THEN ',R04' ELSE '' END || CASE WHEN r05 THEN ',R05' ELSE '' END || CASE WHEN r06 THEN ',R06' ELSE '' END ||
  CASE WHEN r07 THEN ',R07' ELSE '' END || CASE WHEN r08 THEN ',R08' ELSE '' END || CASE WHEN r09 THEN ',R09' ELSE '' END ||
  CASE WHEN r10 THEN ',R10' ELSE '' END || CASE WHEN r11 THEN ',R11' ELSE '' END || CASE WHEN r12 THEN ',R12' ELSE '' END ||
  CASE WHEN r13 THEN ',R13' ELSE '' END || CASE WHEN r14 THEN ',R14' ELSE '' END || CASE WHEN r15 THEN ',R15' ELSE '' END ||
  CASE WHEN r16 THEN ',R16' ELSE '' END || CASE WHEN r17 THEN ',R17' ELSE '' END || CASE WHEN r18 THEN ',R18' ELSE '' END ||
  CASE WHEN r19 THEN ',R19' ELSE '' END || CASE WHEN r20 THEN ',R20' ELSE '' END || CASE WHEN r21 THEN ',R21' ELSE '' END ||
  CASE WHEN r22 THEN ',R22' ELSE '' END || CASE WHEN r23 THEN ',R23' ELSE '' END || CASE WHEN r24 THEN ',R24' ELSE '' END ||
  CASE WHEN r25 THEN ',R25' ELSE '' END || CASE WHEN r26 THEN ',R26' ELSE '' END
FROM r
