-- The columns of W1 out of a JSON document "doc".
-- SPDX-License-Identifier: Apache-2.0
SELECT doc->>'$.id' AS id, doc->>'$.date' AS date, doc->>'$.activity' AS act, doc->>'$.product.kind' AS kind,
  doc->>'$.product.datacenter_marketed' AS dc, doc->>'$.product.non_planar' AS np, doc->>'$.product.die_area_mm2' AS die,
  doc->>'$.product.interconnect_gbps' AS link, doc->>'$.product.memory_bandwidth_gbps' AS bw,
  doc->>'$.product.contains_count' AS contains,
  coalesce((SELECT max((value->>'$.tops') * (value->>'$.bits')) FROM json_each(doc, '$.product.ic_tops')), doc->>'$.product.tpp') AS tpp,
  doc->>'$.destination' AS dest, doc->>'$.end_user.country' AS country, doc->>'$.end_user.hq_country' AS hq,
  doc->>'$.end_user.entity_listed' AS listed, doc->>'$.end_user.footnote' AS footnote,
  (SELECT coalesce(sum(value->>'$.percent'), 0) FROM json_each(doc, '$.end_user.parents') WHERE value->>'$.listed') AS listed_pct,
  EXISTS (SELECT 1 FROM json_each(doc, '$.end_user.parents') WHERE value->>'$.listed' AND value->>'$.percent' >= 25) AS min_listed,
  doc->>'$.end_use.wmd' AS wmd, doc->>'$.end_use.military' AS mil, doc->>'$.end_use.supercomputer' AS sc,
  doc->>'$.end_use.training_exaflop' AS train, doc->>'$.end_use.foreign_person' AS fp, doc->>'$.value_usd' AS value
