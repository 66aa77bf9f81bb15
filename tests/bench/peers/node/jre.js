'use strict'
// json-rules-engine. Arithmetic (tpp, pd, listed_pct, date as a number) is given by the host: the engine has none.
// SPDX-License-Identifier: Apache-2.0
const { Engine } = require('json-rules-engine')
const C = require('./countries.json')
const L = (...ks) => ks.flatMap(k => C[k])
const F = (fact, operator, value, path) => path ? { fact, operator, value, path } : { fact, operator, value }
const P = (path, op, value) => F('product', op, value, '$.' + path)
const U = (path, op, value) => F('end_user', op, value, '$.' + path)
const W = (path, op, value) => F('end_use', op, value, '$.' + path)
const all = (...x) => ({ all: x }), any = (...x) => ({ any: x }), not = x => ({ not: x }), ref = condition => ({ condition })
const GE = 'greaterThanInclusive', LT = 'lessThan', EQ = 'equal', IN = 'in'
const transfer = ref('transfer'), tpp = (op, n) => F('tpp', op, n), pd = (op, n) => F('pd', op, n)
const named = {
  transfer: all(F('activity', IN, ['export', 'reexport', 'in_country_transfer'])),
  exempt: all(P('datacenter_marketed', EQ, false), tpp(LT, 4800)),
  isA: all(not(ref('exempt')), any(tpp(GE, 4800), all(tpp(GE, 1600), pd(GE, 5.92)))),
  isB: all(not(ref('exempt')), not(ref('isA')), any(all(tpp(GE, 2400), tpp(LT, 4800), pd(GE, 1.6), pd(LT, 5.92)), all(tpp(GE, 1600), pd(GE, 3.2), pd(LT, 5.92)))),
  holds: any(P('kind', EQ, 'ic'), all(P('kind', EQ, 'computer'), P('contains_count', 'greaterThan', 0))),
  a: all(ref('isA'), ref('holds')), b: all(ref('isB'), ref('holds')), ab: any(ref('a'), ref('b')),
  c: all(P('kind', EQ, 'memory'), F('bw_per_mm2', 'greaterThan', 2)),
  inD5: all(F('destination', IN, L('D5'))),
  hqD5: all(U('hq_country', IN, [...L('D5'), 'MO'])),
  r07: all(ref('ab'), transfer, F('destination', IN, L('D1', 'D4', 'D5')), F('destination', 'notIn', L('A5', 'A6'))),
  r18: all(transfer, F('day', GE, 20250929), F('day', LT, 20251110), F('listed_pct', GE, 50), U('entity_listed', EQ, false)),
  big: all(F('activity', EQ, 'iaas_access'), W('foreign_person', EQ, true), W('training_exaflop', GE, 100000000))
}
const rules = {
  R01: all(P('kind', EQ, 'ic'), ref('isA')), R02: all(P('kind', EQ, 'ic'), ref('isB')),
  R03: all(P('kind', EQ, 'computer'), ref('a')), R04: all(P('kind', EQ, 'computer'), ref('b')), R05: all(ref('c')),
  R06: all(P('kind', 'notEqual', 'memory'), not(ref('isA')), not(ref('isB')), tpp(GE, 800)), R07: all(ref('r07')),
  R08: all(ref('ab'), transfer, ref('inD5'), P('datacenter_marketed', EQ, true)),
  R09: all(ref('ab'), transfer, ref('hqD5'), not(ref('inD5'))), R10: all(ref('c'), transfer, any(ref('inD5'), ref('hqD5'))),
  R11: all(ref('b'), ref('r07'), not(ref('inD5')), not(ref('hqD5'))),
  R12: all(transfer, not(ref('a')), not(ref('b')), not(ref('c')), F('value_usd', 'lessThanInclusive', 5000), F('destination', IN, L('B'))),
  R13: all(transfer, F('destination', IN, L('E'))),
  R14: all(transfer, F('destination', IN, L('RUBY')), P('kind', IN, ['ic', 'computer']), tpp(GE, 800)),
  R15: all(transfer, U('entity_listed', EQ, true)),
  R16: all(U('entity_listed', EQ, true), U('footnote', EQ, 4), F('activity', IN, ['reexport', 'in_country_transfer'])),
  R17: all(U('entity_listed', EQ, true), U('footnote', EQ, 5), any(ref('c'), tpp(GE, 1600))), R18: all(ref('r18')),
  R19: all(transfer, F('min_listed', EQ, true), not(ref('r18'))), R20: all(W('wmd', EQ, true)),
  R21: all(transfer, W('military', EQ, true), any(F('destination', IN, L('MEU')), U('country', IN, L('MEU'))), tpp(GE, 70)),
  R22: all(transfer, W('supercomputer', EQ, true), any(ref('inD5'), ref('hqD5'))),
  R23: all(not(transfer), W('wmd', EQ, false), W('military', EQ, false)), R24: all(ref('big'), ref('hqD5')), R25: all(ref('big')),
  R26: all(F('day', LT, 20231117), P('kind', EQ, 'ic'), P('interconnect_gbps', GE, 600), tpp(GE, 4800), transfer, ref('inD5'))
}
const host = f => {
  const p = f.product
  let tpp = 0, listed_pct = 0, min_listed = false
  if (typeof p.tpp === 'number') tpp = p.tpp
  else for (const m of p.ic_tops) tpp = Math.max(tpp, m.tops * m.bits)
  for (const o of f.end_user.parents) if (o.listed) { listed_pct += o.percent; if (o.percent >= 25) min_listed = true }
  return { ...f, tpp, pd: p.non_planar ? tpp / p.die_area_mm2 : 0, bw_per_mm2: p.memory_bandwidth_gbps / p.die_area_mm2,
    listed_pct, min_listed, day: +f.date.replaceAll('-', '') }
}
module.exports = {
  version: () => require('json-rules-engine/package.json').version,
  w1 () {
    const e = new Engine()
    for (const [k, c] of Object.entries(named)) e.setCondition(k, c)
    for (const [k, conditions] of Object.entries(rules)) e.addRule({ conditions, event: { type: k } })
    return f => e.run(host(f)).then(({ events }) => {
      return { fired: events.map(x => x.type).sort() }
    })
  },
  w2 (rs) {
    const e = new Engine()
    for (const r of rs) {
      e.addRule({ conditions: all(P('interconnect_gbps', GE, r.link), P('die_area_mm2', LT, r.die), F('value_usd', GE, r.value), F('destination', IN, r.dest)), event: { type: r.id } })
    }
    return f => e.run(f).then(({ events }) => ({ fired: events.map(x => x.type).sort() }))
  }
}
