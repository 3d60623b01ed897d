/** What terms must keep to before anything is shared by them. SPEC.md, rules [TE1], [TE5] and [TE8]. */

import { currencyDecimals } from '../model/currency'
import { formatAmount } from '../model/money'
import { Problem } from '../model/problem'
import type { Receiver, Stage, StageShare, TermAmount, Terms } from '../model/terms'
import { HUNDRED_PERCENT, PERCENT_DECIMALS, parsePercent } from './percent'
import { minorUnits } from './price'

/** What is wrong with terms, and at which of their stages; null where it is wrong with the whole. */
export interface TermsProblem {
  stage: number | null
  problem: Problem
}

/**
 * @param memberIds of all members
 * @throws Problem `agreement.*`, `percent.malformed`, `currency.unknown-form`, `amount.*` or `split.unknown-member`, naming
 * the agreement and the stage.
 */
export function checkTerms(terms: Terms, memberIds: ReadonlySet<string>): void {
  const [first] = findTermsProblems(terms, memberIds)
  if (first) throw first.problem
}

/** All that `checkTerms` would refuse, the first of each stage, in their order. */
export function findTermsProblems(terms: Terms, memberIds: ReadonlySet<string>): TermsProblem[] {
  const { name, stages, from, to } = terms
  const found: TermsProblem[] = []
  if (from !== null && to !== null && to <= from) {
    const problem = new Problem('agreement.ends-before-start', `Agreement "${name}" ends before it begins: correct its dates.`)
    found.push({ stage: null, problem })
  }
  const ids = new Set<string>()
  stages.forEach((stage, at) => {
    try {
      checkPlace(stage, at, terms, ids)
      checkStage(stage, placeOf(stage, terms), terms, memberIds)
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      found.push({ stage: at, problem: thrown })
    }
  })
  return found
}

/** @param ids of the stages before, to which it adds the stage's own */
function checkPlace(stage: Stage, at: number, terms: Terms, ids: Set<string>): void {
  if (ids.has(stage.id)) {
    throw new Problem('agreement.stage-twice', `${placeOf(stage, terms)} stands twice: give one of them another id.`, {
      field: 'stages',
    })
  }
  ids.add(stage.id)
  if ((stage.kind === 'remainder') !== (at === terms.stages.length - 1)) {
    throw new Problem(
      'agreement.no-remainder',
      `Agreement "${terms.name}" must end with one remainder stage, and with that only: say who gets what is left.`,
      { field: 'stages' },
    )
  }
}

const placeOf = ({ id }: Stage, { name }: Terms) => `Agreement "${name}", stage "${id}"`

/** Members that terms name, and agreements that they give to. */
export function namedIn(stages: readonly Stage[]): { memberIds: Set<string>; agreementIds: Set<string> } {
  const memberIds = new Set<string>()
  const agreementIds = new Set<string>()
  for (const stage of stages) {
    if (stage.kind === 'pool') for (const memberId of stage.memberIds) memberIds.add(memberId)
    for (const { memberId, agreementId } of receiversOf(stage)) {
      if (memberId !== undefined) memberIds.add(memberId)
      if (agreementId !== undefined) agreementIds.add(agreementId)
    }
  }
  return { memberIds, agreementIds }
}

export function receiversOf(stage: Stage): readonly Receiver[] {
  switch (stage.kind) {
    case 'fixed':
    case 'until-recouped':
      return [stage.to]
    case 'percentage':
    case 'remainder':
      return stage.shares
    case 'pool':
    case 'reserve':
    case 'stability':
      return []
  }
}

function checkStage(stage: Stage, where: string, terms: Terms, memberIds: ReadonlySet<string>): void {
  const named = namedIn([stage])
  for (const memberId of named.memberIds) {
    if (!memberIds.has(memberId)) {
      throw new Problem(
        'split.unknown-member',
        `Agreement "${terms.name}" names "${memberId}", who is not a member: add the member or correct the agreement.`,
        { field: 'memberId' },
      )
    }
  }
  switch (stage.kind) {
    case 'fixed':
      checkAmount(stage.amount, where)
      break
    case 'until-recouped':
      checkPercent(stage.upToPercent, where)
      checkAmount(stage.cost, where)
      break
    case 'pool':
      checkPercent(stage.percent, where)
      checkDistinct(stage.memberIds, where, terms)
      break
    case 'reserve':
      checkPercent(stage.percent, where)
      if (stage.until) checkAmount(stage.until, where)
      break
    case 'stability':
      checkPercent(stage.percent, where)
      checkPercent(stage.bandPercent, where)
      currencyDecimals(stage.currency)
      break
    case 'percentage':
    case 'remainder':
      checkShares(stage.kind, stage.shares, where, terms)
      break
  }
}

function checkShares(kind: 'percentage' | 'remainder', shares: readonly StageShare[], where: string, terms: Terms): void {
  for (const named of ['memberId', 'install', 'agreementId'] as const) {
    const ids = shares.flatMap((share) => share[named] ?? [])
    checkDistinct(ids, where, terms)
  }
  const inParts = shares.filter(({ parts }) => parts !== undefined).length
  if (inParts > 0 && (kind === 'percentage' || inParts < shares.length)) {
    throw new Problem(
      'agreement.mixed-shares',
      kind === 'percentage'
        ? `${where} leaves something over, so its shares are percentages: write them as percent.`
        : `${where} has percentages and parts: write all of its shares in one of them.`,
      { field: 'shares' },
    )
  }
  for (const { cap, floor } of shares) {
    if ((cap || floor) && terms.dust !== 'largest-remainder') {
      throw new Problem('agreement.bounds-with-dust', `${where} has a cap or a floor: these go with largest-remainder only.`)
    }
    if (cap) checkAmount(cap, where)
    if (floor) checkAmount(floor, where)
  }
  const isEmpty = ({ percent = '0', parts = '0' }: StageShare) => /^[0.]*$/.test(percent) && /^0*$/.test(parts)
  const isCapped = shares.some(({ cap }) => cap) && shares.every((share) => share.cap || isEmpty(share))
  if (kind === 'remainder' && isCapped) {
    throw new Problem('agreement.all-capped', `${where} caps everybody: leave one share without a cap, which takes what is over.`)
  }
  if (inParts > 0) {
    checkParts(shares, where)
    return
  }
  const sum = shares.reduce((all, { percent = '' }) => all + parsePercent(percent, { field: where }), 0n)
  const holds = kind === 'remainder' ? sum === HUNDRED_PERCENT : sum < HUNDRED_PERCENT
  if (!holds) {
    throw new Problem(
      'agreement.not-100',
      kind === 'remainder'
        ? `The shares of agreement "${terms.name}" add up to ${formatAmount(sum, PERCENT_DECIMALS)} %, not 100 %: correct them.`
        : `${where} takes ${formatAmount(sum, PERCENT_DECIMALS)} %: take less than 100 % there, or make it the remainder.`,
      { field: 'percent' },
    )
  }
}

function checkParts(shares: readonly StageShare[], where: string): void {
  if (shares.every(({ parts }) => BigInt(parts ?? '0') === 0n)) {
    throw new Problem('agreement.no-parts', `${where} has no part above zero: say who gets what is left.`, { field: 'parts' })
  }
}

function checkDistinct(ids: readonly string[], where: string, { name }: Terms): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice === undefined) return
  throw new Problem('agreement.duplicate-member', `Agreement "${name}" names member "${twice}" twice: join the two (${where}).`)
}

function checkPercent(percent: string, where: string): void {
  parsePercent(percent, { field: where })
}

function checkAmount(amount: TermAmount, where: string): void {
  const units = 'baseUnits' in amount ? BigInt(amount.baseUnits) : minorUnits(amount.fiat, amount.currency)
  if (units === 0n)
    throw new Problem('agreement.zero-amount', `${where} names an amount of zero: write the amount, or leave it out.`)
}
