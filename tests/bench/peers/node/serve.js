'use strict'
// How a peer in JavaScript answers the benchmark; see README.md for the commands.
// usage: node serve.js PEER w1|w2 RULES FACTS stream | serve N
// A peer module gives version(), w1(path of rules) and w2(rules), which return fact => {finding, fired} or a promise of it.
// SPDX-License-Identifier: Apache-2.0
const fs = require('fs'), readline = require('readline')
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads')
const now = () => Number(process.hrtime.bigint())
// Time of the process on processors, in milliseconds.
const busy = () => { const t = process.cpuUsage(); return (t.user + t.system) / 1e3 }

// The finding of W1 from the rules that fired, for engines that only name rules.
const DENIAL = new Set(['R08', 'R09', 'R14', 'R15', 'R16', 'R17', 'R18', 'R21', 'R22'])
const REVIEW = new Set(['R10', 'R19', 'R24', 'R26'])
function finding (fired) {
  const has = new Set(fired)
  const out = has.has('R13') || has.has('R20') ? 'PROHIBITED'
    : fired.some(r => DENIAL.has(r)) ? 'DENIAL'
      : fired.some(r => REVIEW.has(r)) || (has.has('R07') && !has.has('R11')) ? 'REVIEW'
        : has.has('R11') ? 'NAC' : has.has('R23') ? 'NOT_EXPORT' : 'NLR'
  return has.has('R25') ? out + '+REPORT' : out
}

function load (peer, workload, rules) {
  const module = require('./' + peer + '.js')
  const decide = workload === 'w2' ? module.w2(JSON.parse(fs.readFileSync(rules, 'utf8'))) : module.w1(rules)
  return { module, decide }
}

// `count` decisions, from the first fact on, round and round.
async function run ({ decide, texts, facts }, json, n, count) {
  let fired = 0
  const waits = decide(facts[0]) instanceof Promise
  for (let i = 0, at = 0; i < count; i++) {
    const answer = decide(json ? JSON.parse(texts[at]) : facts[at])
    fired += (waits ? await answer : answer).fired.length
    if (++at === n) at = 0
  }
  return fired
}

function serveWorker () {
  const { peer, workload, rules, texts } = workerData
  const work = { ...load(peer, workload, rules), texts, facts: texts.map(t => JSON.parse(t)) }
  parentPort.on('message', async ({ json, n, count }) => parentPort.postMessage(await run(work, json, n, count)))
  parentPort.postMessage('ready')
}

const heard = worker => new Promise(resolve => worker.once('message', resolve))

async function serve (peer, workload, rules, file, most) {
  const begun = busy()
  const work = load(peer, workload, rules)
  work.texts = fs.readFileSync(file, 'utf8').split('\n', most).filter(t => t !== '')
  const n = work.texts.length, mid = busy()
  await work.decide(JSON.parse(work.texts[0]))
  const loadMs = busy() - mid + (mid - begun)
  work.facts = work.texts.map(t => JSON.parse(t))
  console.log(JSON.stringify({ version: work.module.version(), n, load_ms: loadMs }))
  let other = null
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [command, a, b] = line.split(' ')
    if (command === 'latency') {
      const out = []
      for (let i = 0; i < +a; i++) {
        const from = now()
        await work.decide(JSON.parse(work.texts[i % n]))
        out.push(now() - from)
      }
      fs.writeFileSync(b, out.join('\n') + '\n')
      console.log('{}')
      continue
    }
    const threads = +a, count = Math.floor(+b / threads), json = command === 'json'
    if (threads > 1 && other === null) {
      other = new Worker(__filename, { workerData: { peer, workload, rules, texts: work.texts.slice(n >> 1) } })
      await heard(other)
    }
    const share = threads > 1 ? n >> 1 : n
    const from = now()
    if (threads > 1) other.postMessage({ json, n: share, count })
    const theirs = threads > 1 ? heard(other) : 0
    const fired = await run(work, json, share, count) + await theirs
    console.log(JSON.stringify({ s: (now() - from) / 1e9, fired }))
  }
  if (other !== null) await other.terminate()
}

async function stream (peer, workload, rules, file) {
  const { decide } = load(peer, workload, rules)
  let out = ''
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    const fact = JSON.parse(line), answer = await decide(fact)
    out += fact.id + '\t' + (workload === 'w1' ? (answer.finding || finding(answer.fired)) + '\t' : '') +
      answer.fired.join(',') + '\n'
    if (out.length > 60000) { fs.writeSync(1, out); out = '' }
  }
  fs.writeSync(1, out)
}

function main () {
  const [, , peer, workload, rules, file, mode, most] = process.argv
  return mode === 'stream' ? stream(peer, workload, rules, file) : serve(peer, workload, rules, file, +most)
}

if (isMainThread) main().catch(e => { console.error(e); process.exit(2) })
else serveWorker()
