/** Each agreement of a sealed period from what came into it: its stages, counters, reserves and fractions, and the hotspots. */
import { Books } from '../../agreements/books'
import { counterOf, evaluateTerms, historyOf } from '../../agreements/evaluateTerms'
import { layStages } from '../../agreements/layStages'
import { valueCounter } from '../../agreements/moveStability'
import { type Price, TermMoney } from '../../agreements/price'
import { Problem } from '../../model/problem'
import type { Terms } from '../../model/terms'
import { findDifferences } from '../../rewards/findDifferences'
import { stageFromText, stageText } from '../../rewards/splitText'
import { givenOfHotspots, partsOf } from './makeSealedStatement'
import type { SealedPeriod, SealedStatement, StatedEvaluation } from './sealedStatement'
import type { AddFinding } from './verifyStatement'

export function verifyEvaluations(statement: SealedStatement, period: SealedPeriod, add: AddFinding): void {
  const byId = new Map(period.terms.map((terms) => [terms.id, terms]))
  const { correction, applied } = period
  if ((correction !== null) !== period.period.corrects.length > 0) {
    add('correction', correction ? 'is there, though the period corrects none' : 'is missing, though the period corrects others')
  }
  const { prices } = correction ?? period
  const sides = [
    ['applied', applied],
    ['correction.before', correction?.before ?? []],
  ] as const
  for (const [side, evaluations] of sides) {
    findTwice(
      evaluations.map(({ id }) => id),
      (id) => add(`${side} agreement ${id}`, 'stands in the file twice'),
    )
    evaluations.forEach((one, at) => {
      if (side === 'applied' && one.start !== period.period.start) {
        add(`${side}[${at}] agreement ${one.id} start`, `reads ${one.start}, but the period begins at ${period.period.start}`)
      }
      verifyEvaluation(one, byId.get(one.agreementId), { statement, prices }, (place, message) =>
        add(`${side}[${at}] agreement ${one.id} ${place}`.trim(), message),
      )
      verifyInput(one, byId.get(one.agreementId), side === 'applied' ? period.rows : [], (place, message) =>
        add(`${side}[${at}] agreement ${one.id} ${place}`.trim(), message),
      )
    })
  }
  verifyRows(period, byId, statement.member.id, add)
}

interface Context {
  statement: SealedStatement
  prices: readonly Price[]
}

function verifyEvaluation(
  one: StatedEvaluation,
  terms: Terms | undefined,
  { statement, prices }: Context,
  add: AddFinding,
): void {
  if (!terms) {
    add('', `was made by the terms of ${one.agreementId}, which are missing`)
    return
  }
  verifyPools(one, add)
  verifyHistories(one, add)
  const books = booksBefore(one, terms)
  const weights = new Map(
    one.pools.flatMap(({ stageId, weights: of }) => of.map((each) => [`${stageId}\n${each.memberId}`, BigInt(each.weight)])),
  )
  try {
    const stages = evaluateTerms(BigInt(one.amountBaseUnits), {
      termsId: one.id,
      name: terms.name,
      dust: terms.dust,
      stages: terms.stages,
      installedBy: { ...(one.hostId && { host: one.hostId }), ...(one.installerId && { installer: one.installerId }) },
      money: new TermMoney(statement.token, prices),
      books,
      start: one.start,
      poolWeight: (stage, memberId) => weights.get(`${stage.id}\n${memberId}`) ?? 0n,
    })
    const made = stages.map(stageText)
    for (const { where, field, stated, expected } of findDifferences({ stages: one.stages }, { stages: made }, [])) {
      add(`${where} ${field}`.trim(), `reads ${stated}, but what came in and the terms give ${expected}`)
    }
  } catch (thrown) {
    add('stages', Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message)
    return
  }
  for (const { reserve, afterBaseUnits } of one.reserves) {
    const after = books.balance('reserve', reserve).toString()
    if (after !== afterBaseUnits) add(`reserve ${reserve}`, `stands at ${afterBaseUnits} after, but the stages give ${after}`)
  }
  for (const { stageId, to, afterTrillionths } of one.fractions) {
    const after = books.fraction(counterOf({ termsId: one.id }, stageId), to).toString()
    if (after !== afterTrillionths) {
      add(`stage ${stageId} fraction ${to}`, `stands at ${afterTrillionths} after, but the stage gives ${after}`)
    }
  }
}

/** The books as the agreement found them, as far as it looks at them. */
function booksBefore({ id, stages, reserves, fractions, histories }: StatedEvaluation, terms: Terms): Books {
  const books = new Books()
  for (const { reserve, beforeBaseUnits } of reserves) books.move('reserve', reserve, BigInt(beforeBaseUnits))
  for (const { stageId, to, beforeTrillionths } of fractions) {
    books.setFraction(counterOf({ termsId: id }, stageId), to, BigInt(beforeTrillionths))
  }
  const byId = new Map(terms.stages.map((stage) => [stage.id, stage]))
  for (const { stageId, values } of histories) {
    const stage = byId.get(stageId)
    if (stage?.kind !== 'stability') continue
    for (const { start, minorUnits } of values) {
      const counter = valueCounter(historyOf({ termsId: id }, stage), start)
      books.setCounter(counter, { unit: stage.currency, value: BigInt(minorUnits) })
    }
  }
  for (const { stageId, counter } of stages) {
    // Of a history, the value of the period is not there before.
    if (byId.get(stageId)?.kind === 'stability') continue
    // Two stages may go on with one counter: the first found it as it stood.
    if (!counter || books.counter(counter.counter)) continue
    books.setCounter(counter.counter, { unit: counter.unit, value: BigInt(counter.before) })
  }
  return books
}

function verifyPools({ pools }: StatedEvaluation, add: AddFinding): void {
  for (const { stageId, weights, totalWeight } of pools) {
    const sum = weights.reduce((all, { weight }) => all + BigInt(weight), 0n).toString()
    if (sum !== totalWeight) add(`stage ${stageId}`, `has weights of ${totalWeight} together, but they add up to ${sum}`)
  }
}

function verifyHistories({ histories }: StatedEvaluation, add: AddFinding): void {
  for (const { stageId, values, totalMinorUnits } of histories) {
    const sum = values.reduce((all, { minorUnits }) => all + BigInt(minorUnits), 0n).toString()
    if (sum !== totalMinorUnits) add(`stage ${stageId}`, `has values of ${totalMinorUnits} together, but they add up to ${sum}`)
  }
}

/** What came in: from these rows, from others, or from other agreements. */
function verifyInput(one: StatedEvaluation, terms: Terms | undefined, rows: SealedPeriod['rows'], add: AddFinding): void {
  const sum = partsOf(rows, one.id) + BigInt(one.otherHotspotsBaseUnits) + BigInt(one.fedBaseUnits)
  if (sum !== BigInt(one.amountBaseUnits)) {
    add('amountBaseUnits', `reads ${one.amountBaseUnits}, but hotspots and other agreements brought ${sum}`)
  }
  const isFed = terms?.scope.kind === 'fed'
  if (isFed && one.fedBaseUnits !== one.amountBaseUnits) add('fedBaseUnits', 'is not all that came in, though it has no hotspots')
  if (!isFed && one.fedBaseUnits !== '0') add('fedBaseUnits', `reads ${one.fedBaseUnits}, though it has hotspots of its own`)
}

function verifyRows(period: SealedPeriod, terms: ReadonlyMap<string, Terms>, memberId: string, add: AddFinding): void {
  const { rows, applied, fromNoHotspotBaseUnits } = period
  const termsOf = new Map(applied.flatMap((one) => [[one.id, terms.get(one.agreementId)] as const]))
  const known = new Map([...termsOf].flatMap(([id, of]) => (of ? [[id, of] as const] : [])))
  let shares = BigInt(fromNoHotspotBaseUnits)
  findTwice(
    rows.map(({ hotspotKey }) => hotspotKey),
    (key) => add(`rows hotspot ${key}`, 'stands in the file twice'),
  )
  rows.forEach(({ hotspotKey, amountBaseUnits, parts, shareBaseUnits }, at) => {
    shares += BigInt(shareBaseUnits)
    const sum = parts.reduce((all, part) => all + BigInt(part.amountBaseUnits), 0n)
    if (sum === BigInt(amountBaseUnits)) return
    add(`rows[${at}] hotspot ${hotspotKey}`, `brought ${amountBaseUnits}, but its parts add up to ${sum}`)
  })
  const given = givenOfHotspots(applied, known, memberId)
  if (shares !== given) add('rows', `give the member ${shares} base units, but the agreements give ${given} of hotspots`)
  verifyShares(period, known, memberId, add)
}

function findTwice(names: readonly string[], isTwice: (name: string) => void): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) isTwice(name)
    seen.add(name)
  }
}

/** Where all hotspots of an agreement are among the rows, each share is laid on them again. */
function verifyShares(
  { rows, applied }: SealedPeriod,
  terms: ReadonlyMap<string, Terms>,
  memberId: string,
  add: AddFinding,
): void {
  const expected = rows.map(() => 0n)
  const isPartly = new Set<string>()
  for (const one of applied) {
    const of = terms.get(one.id)
    if (!of || of.scope.kind === 'fed') continue
    const parts = rows.flatMap((row, at) =>
      row.parts.flatMap((part) =>
        part.appliedId === one.id ? { at, key: row.hotspotKey, amount: BigInt(part.amountBaseUnits) } : [],
      ),
    )
    if (one.otherHotspotsBaseUnits !== '0') {
      isPartly.add(one.id)
      continue
    }
    const laid = layStages(
      { terms: of, stages: one.stages.map(stageFromText) },
      parts.map(({ amount }) => amount),
      parts.map(({ key }) => key),
    )
    for (const { part, to, amountBaseUnits } of laid) {
      const row = parts[part]?.at
      if (to.kind === 'member' && to.id === memberId && row !== undefined) expected[row] = (expected[row] ?? 0n) + amountBaseUnits
    }
  }
  rows.forEach(({ hotspotKey, parts, shareBaseUnits }, at) => {
    if (parts.some(({ appliedId }) => isPartly.has(appliedId)) || BigInt(shareBaseUnits) === expected[at]) return
    add(`rows[${at}] hotspot ${hotspotKey}`, `gives the member ${shareBaseUnits}, but the stages laid on it give ${expected[at]}`)
  })
}
