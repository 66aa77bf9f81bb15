'use strict'
// The same logic by hand in JavaScript.
// SPDX-License-Identifier: Apache-2.0
const C = require('./countries.json')
const set = (...ks) => new Set(ks.flatMap(k => C[k]))
const D145 = set('D1', 'D4', 'D5'), D5 = set('D5'), A56 = set('A5', 'A6'), B = set('B'), E = set('E'),
  RUBY = set('RUBY'), MEU = set('MEU')

function w1 (f) {
  const p = f.product, e = f.end_user, u = f.end_use, d = f.destination, act = f.activity, fired = []
  const transfer = act === 'export' || act === 'reexport' || act === 'in_country_transfer'
  const cloud = act === 'iaas_access' || act === 'model_api_access'
  let tpp = 0
  if (typeof p.tpp === 'number') tpp = p.tpp
  else for (const m of p.ic_tops) tpp = Math.max(tpp, m.tops * m.bits)
  const pd = p.non_planar ? tpp / p.die_area_mm2 : 0
  const exempt = !p.datacenter_marketed && tpp < 4800
  const isA = !exempt && (tpp >= 4800 || (tpp >= 1600 && pd >= 5.92))
  const isB = !exempt && !isA && ((tpp >= 2400 && tpp < 4800 && pd >= 1.6 && pd < 5.92) ||
    (tpp >= 1600 && pd >= 3.2 && pd < 5.92))
  const ic = p.kind === 'ic', comp = p.kind === 'computer', holds = comp && p.contains_count > 0
  const a = isA && (ic || holds), b = isB && (ic || holds)
  const c = p.kind === 'memory' && p.memory_bandwidth_gbps > 2 * p.die_area_mm2
  const inD5 = D5.has(d), hqD5 = D5.has(e.hq_country) || e.hq_country === 'MO'
  let listedPct = 0, minListed = false
  for (const o of e.parents) if (o.listed) { listedPct += o.percent; if (o.percent >= 25) minListed = true }

  if (ic && isA) fired.push('R01')
  if (ic && isB) fired.push('R02')
  if (holds && isA) fired.push('R03')
  if (holds && isB) fired.push('R04')
  if (c) fired.push('R05')
  if (p.kind !== 'memory' && !isA && !isB && tpp >= 800) fired.push('R06')
  const r07 = (a || b) && transfer && D145.has(d) && !A56.has(d)
  if (r07) fired.push('R07')
  const r08 = (a || b) && transfer && inD5 && p.datacenter_marketed
  if (r08) fired.push('R08')
  const r09 = (a || b) && transfer && hqD5 && !inD5
  if (r09) fired.push('R09')
  const r10 = c && transfer && (inD5 || hqD5)
  if (r10) fired.push('R10')
  const r11 = b && r07 && !inD5 && !hqD5
  if (r11) fired.push('R11')
  if (transfer && !a && !b && !c && f.value_usd <= 5000 && B.has(d)) fired.push('R12')
  const r13 = transfer && E.has(d)
  if (r13) fired.push('R13')
  const r14 = transfer && RUBY.has(d) && (ic || comp) && tpp >= 800
  if (r14) fired.push('R14')
  const r15 = transfer && e.entity_listed
  if (r15) fired.push('R15')
  const r16 = e.entity_listed && e.footnote === 4 && (act === 'reexport' || act === 'in_country_transfer')
  if (r16) fired.push('R16')
  const r17 = e.entity_listed && e.footnote === 5 && (c || tpp >= 1600)
  if (r17) fired.push('R17')
  const r18 = transfer && f.date >= '2025-09-29' && f.date < '2025-11-10' && listedPct >= 50 && !e.entity_listed
  if (r18) fired.push('R18')
  const r19 = transfer && minListed && !r18
  if (r19) fired.push('R19')
  if (u.wmd) fired.push('R20')
  const r21 = transfer && u.military && (MEU.has(d) || MEU.has(e.country)) && tpp >= 70
  if (r21) fired.push('R21')
  const r22 = transfer && u.supercomputer && (inD5 || hqD5)
  if (r22) fired.push('R22')
  const r23 = cloud && !u.wmd && !u.military
  if (r23) fired.push('R23')
  const big = act === 'iaas_access' && u.foreign_person && u.training_exaflop >= 100000000
  const r24 = big && hqD5
  if (r24) fired.push('R24')
  if (big) fired.push('R25')
  const r26 = f.date < '2023-11-17' && ic && p.interconnect_gbps >= 600 && tpp >= 4800 && transfer && inD5
  if (r26) fired.push('R26')

  let finding
  if (r13 || u.wmd) finding = 'PROHIBITED'
  else if (r08 || r09 || r14 || r15 || r16 || r17 || r18 || r21 || r22) finding = 'DENIAL'
  else if (r10 || r19 || r24 || r26 || (r07 && !r11)) finding = 'REVIEW'
  else if (r11) finding = 'NAC'
  else if (r23) finding = 'NOT_EXPORT'
  else finding = 'NLR'
  if (big) finding += '+REPORT'
  return { finding, fired }
}

module.exports = {
  version: () => 'V8 ' + process.versions.v8,
  w1: () => w1,
  w2: rules => {
    const rs = rules.map(r => ({ ...r, set: new Set(r.dest) }))
    return f => {
      const p = f.product, fired = []
      for (const r of rs) {
        if (p.interconnect_gbps >= r.link && p.die_area_mm2 < r.die && f.value_usd >= r.value &&
          r.set.has(f.destination)) fired.push(r.id)
      }
      return { fired }
    }
  }
}
