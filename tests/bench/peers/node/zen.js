'use strict'
// GoRules ZEN: a graph of an expression node, a collecting decision table and an expression node.
// Its native engine decides on helper threads; evaluate() gives a promise.
// SPDX-License-Identifier: Apache-2.0
const fs = require('fs')
const { ZenEngine, ZenDecisionContent } = require('@gorules/zen-engine')

function decision (graph) {
  return new ZenEngine().createDecision(new ZenDecisionContent(graph))
}

module.exports = {
  version: () => require('@gorules/zen-engine/package.json').version,
  w1 (path) {
    const d = decision(JSON.parse(fs.readFileSync(path, 'utf8')))
    return f => d.evaluate(f).then(({ result }) => ({ finding: result.decision, fired: result.ids }))
  },
  w2 (graph) {
    const d = decision(graph)
    return f => d.evaluate(f).then(({ result }) => ({ fired: result.fired.map(x => x.id) }))
  }
}
