/** Terms in plain sentences, one for each stage, as members read and agree to them. SPEC.md, rules [TE13] and [TE14]. */

import { formatAmount, type Token } from '../model/money'
import type { Receiver, Stage, StageShare, TermAmount, Terms, TermsScope } from '../model/terms'
import { hotspotKeyOf } from '../networks/deviceKey/hotspotId'
import { capitalised } from '../words/capitalised'
import { countText } from '../words/countText'

const WEIGHTS = {
  equal: 'in equal parts',
  hotspots: 'by the hotspots that they host and for how long',
  contribution: 'by what they contributed',
  uptime: 'by how long their hotspots were up',
  data: 'by the data that their hotspots carried',
} as const

/** What amounts and other agreements are called; without it, base units and ids. */
export interface TermsWording {
  token?: Token | null | undefined
  /** Names of agreements by id. */
  agreements?: ReadonlyMap<string, string> | undefined
}

interface Wording extends TermsWording {
  nameOf: (memberId: string) => string
}

/** What the terms apply to, then their sentences: all that a person agrees to. Parameters as `termsSentences`. */
export function termsReading(terms: Terms, names: ReadonlyMap<string, string>, wording: TermsWording = {}): string[] {
  return [scopeSentence(terms.scope), ...termsSentences(terms, names, wording)]
}

/** @param names of members by id; whoever has none is called by the id */
export function termsSentences(
  { stages, from, to, dust }: Terms,
  names: ReadonlyMap<string, string>,
  wording: TermsWording = {},
): string[] {
  const words = { ...wording, nameOf: (id: string) => names.get(id) ?? id }
  const sentences = stages.map((stage) => capitalised(sentenceOf(stage, words)))
  if (from !== null) sentences.unshift(`It begins on ${instantText(from)}.`)
  if (to !== null) sentences.push(`It ends before ${instantText(to)}.`)
  if (dust === 'leave-unallocated') sentences.push('Base units that do not divide are given to nobody.')
  if (dust === 'carry-forward') sentences.push('What does not divide is carried to the next period.')
  return sentences
}

const NAMED = 5

function scopeSentence(scope: TermsScope): string {
  switch (scope.kind) {
    case 'default':
      return 'It is for every hotspot without an agreement of its own.'
    case 'group':
      return `It is for the hotspots of the group "${scope.group}".`
    case 'hotspots': {
      const more = scope.hotspotIds.length - NAMED
      const named = scope.hotspotIds.slice(0, NAMED).map(hotspotKeyOf).join(', ')
      return `It is for ${countText(scope.hotspotIds.length, 'hotspot')}: ${named}${more > 0 ? ` and ${more} more` : ''}.`
    }
    case 'area':
      return `It is for the hotspots that stand in ${countText(scope.cells.length, 'cell')} of the map.`
    case 'fed':
      return 'It has no hotspots: it shares what other agreements give it.'
  }
}

/** One stage in words. Parameters as `termsSentences`. */
export function stageSentence(stage: Stage, names: ReadonlyMap<string, string>, wording: TermsWording = {}): string {
  return capitalised(sentenceOf(stage, { ...wording, nameOf: (id) => names.get(id) ?? id }))
}

function sentenceOf(stage: Stage, words: Wording): string {
  switch (stage.kind) {
    case 'fixed': {
      const short = stage.whenShort === 'carry' ? 'what is short is owed on' : 'what is short is let go'
      return `${receiverText(stage.to, words)} gets ${termAmountText(stage.amount, words.token)} a period; ${short}.`
    }
    case 'percentage':
      return `${stage.shares.map((share) => shareText(share, words)).join(', ')} of what is there, and the rest goes on.`
    case 'until-recouped':
      return `${receiverText(stage.to, words)} gets up to ${stage.upToPercent} % of what is left, until ${termAmountText(stage.cost, words.token)} came back.`
    case 'pool':
      return `${stage.percent} % of what is left is shared ${WEIGHTS[stage.by]} among ${stage.memberIds.map(words.nameOf).join(', ')}.`
    case 'reserve': {
      const until = stage.until ? ` until it holds ${termAmountText(stage.until, words.token)}` : ''
      return `${stage.percent} % of what is left goes into the reserve "${stage.reserve}"${until}.`
    }
    case 'stability': {
      const before = stage.periods === 1 ? 'the period before' : `the average of the ${countText(stage.periods, 'period')} before`
      return `the reserve "${stage.reserve}" evens out prices: when the period is worth over ${stage.bandPercent} % more in ${stage.currency} than ${before}, ${stage.percent} % of what is above goes into it; when it is worth over ${stage.bandPercent} % less, it pays ${stage.percent} % of what is missing, as far as it holds that much.`
    }
    case 'remainder':
      return `Of what is left, ${stage.shares.map((share) => shareText(share, words)).join(', ')}.`
  }
}

function shareText(share: StageShare, words: Wording): string {
  const part = share.percent === undefined ? countText(Number(share.parts), 'part') : `${share.percent} %`
  const bounds = [
    ...(share.cap ? [`at most ${termAmountText(share.cap, words.token)}`] : []),
    ...(share.floor ? [`at least ${termAmountText(share.floor, words.token)}`] : []),
  ]
  return `${receiverText(share, words)} gets ${part}${bounds.length > 0 ? ` (${bounds.join(', ')})` : ''}`
}

/** Begins in small letters where it is no name. */
function receiverText({ memberId, install, agreementId, role }: Receiver, { nameOf, agreements }: Wording): string {
  if (memberId !== undefined) return role ? `${nameOf(memberId)} as ${role}` : nameOf(memberId)
  if (install !== undefined) return install === 'host' ? 'whoever hosts the hotspot' : 'whoever installed the hotspot'
  return `the agreement "${agreements?.get(agreementId ?? '') ?? agreementId}"`
}

/** An amount of an agreement: in base units, or in tokens where it is known which. */
export function termAmountText(amount: TermAmount, token: Token | null | undefined): string {
  if (!('baseUnits' in amount)) return `${amount.fiat} ${amount.currency}`
  return token ? `${formatAmount(BigInt(amount.baseUnits), token.decimals)} ${token.symbol}` : `${amount.baseUnits} base units`
}

/** The day where it begins one, in UTC. */
function instantText(instant: string): string {
  return instant.endsWith('T00:00:00.000Z') ? instant.slice(0, 10) : instant
}
