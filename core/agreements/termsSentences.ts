/** Terms in plain sentences, one for each stage, as members read and agree to them. SPEC.md, rule [TE13]. */

import type { Token } from '../model/money'
import type { Receiver, Stage, StageShare, TermAmount, Terms } from '../model/terms'
import { amountText } from '../words/amountText'
import { countText } from '../words/countText'

const WEIGHTS = {
  equal: 'in equal parts',
  hotspots: 'by the hotspots that they host and for how long',
  contribution: 'by what they contributed',
  uptime: 'by how long their hotspots were up',
  data: 'by the data that their hotspots carried',
} as const

/** @param names of members by id; whoever has none is called by the id */
export function termsSentences({ stages, from, to, dust }: Terms, names: ReadonlyMap<string, string>): string[] {
  const sentences = stages.map((stage) => stageSentence(stage, names))
  if (from !== null) sentences.unshift(`It begins on ${from.slice(0, 10)}.`)
  if (to !== null) sentences.push(`It ends before ${to.slice(0, 10)}.`)
  if (dust === 'leave-unallocated') sentences.push('Base units that do not divide are given to nobody.')
  if (dust === 'carry-forward') sentences.push('What does not divide is carried to the next period.')
  return sentences
}

/** One stage in words. @param token of the period, where it is known: amounts are then in whole tokens */
export function stageSentence(stage: Stage, names: ReadonlyMap<string, string>, token: Token | null = null): string {
  const nameOf = (id: string) => names.get(id) ?? id
  const amountOf = (amount: TermAmount) => termAmountText(amount, token)
  switch (stage.kind) {
    case 'fixed': {
      const short = stage.whenShort === 'carry' ? 'what is short is owed on' : 'what is short is let go'
      return `${receiverText(stage.to, nameOf)} gets ${amountOf(stage.amount)} a period; ${short}.`
    }
    case 'percentage':
      return `${stage.shares.map((share) => shareText(share, nameOf, amountOf)).join(', ')} of what is there, and the rest goes on.`
    case 'until-recouped':
      return `${receiverText(stage.to, nameOf)} gets up to ${stage.upToPercent} % of what is left, until ${amountOf(stage.cost)} came back.`
    case 'pool':
      return `${stage.percent} % of what is left is shared ${WEIGHTS[stage.by]} among ${stage.memberIds.map(nameOf).join(', ')}.`
    case 'reserve': {
      const until = stage.until ? ` until it holds ${amountOf(stage.until)}` : ''
      return `${stage.percent} % of what is left goes into the reserve "${stage.reserve}"${until}.`
    }
    case 'stability':
      return `The reserve "${stage.reserve}" evens out prices: when the period is worth over ${stage.bandPercent} % more in ${stage.currency} than the average of the last ${countText(stage.periods, 'period')}, ${stage.percent} % of what is above goes into it; when it is worth over ${stage.bandPercent} % less, it pays ${stage.percent} % of what lacks, as far as it has it.`
    case 'remainder':
      return `Of what is left, ${stage.shares.map((share) => shareText(share, nameOf, amountOf)).join(', ')}.`
  }
}

function shareText(share: StageShare, nameOf: (id: string) => string, amountOf: (amount: TermAmount) => string): string {
  const part = share.percent === undefined ? countText(Number(share.parts), 'part') : `${share.percent} %`
  const bounds = [
    ...(share.cap ? [`at most ${amountOf(share.cap)}`] : []),
    ...(share.floor ? [`at least ${amountOf(share.floor)}`] : []),
  ]
  return `${receiverText(share, nameOf)} gets ${part}${bounds.length > 0 ? ` (${bounds.join(', ')})` : ''}`
}

function receiverText({ memberId, install, agreementId, role }: Receiver, nameOf: (id: string) => string): string {
  if (memberId !== undefined) return role ? `${nameOf(memberId)} as ${role}` : nameOf(memberId)
  if (install !== undefined) return install === 'host' ? 'Whoever hosts the hotspot' : 'Whoever installed the hotspot'
  return `The agreement "${agreementId}"`
}

/** An amount of an agreement: in base units, or in tokens where it is known which. */
export function termAmountText(amount: TermAmount, token: Token | null): string {
  if ('fiat' in amount) return `${amount.fiat} ${amount.currency}`
  return token ? amountText(BigInt(amount.baseUnits), token) : `${amount.baseUnits} base units`
}
