/** An agreement as it is typed, read into terms: whatever is not right is said at its field, else at its stage. */
import { isValidCell } from 'h3-js'
import { findTermsProblems } from '#core/agreements/checkTerms'
import { parsePercent } from '#core/agreements/percent'
import { minorUnits } from '#core/agreements/price'
import { currencyDecimals } from '#core/model/currency'
import { parseAmount, type Token } from '#core/model/money'
import { normalText } from '#core/model/normalText'
import { instantTyped } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { Receiver, Stage, StageShare, TermAmount, Terms, TermsScope } from '#core/model/terms'
import { type HotspotReferences, hotspotReference } from '#core/networks/deviceKey/hotspotReference'
import {
  type AgreementDraft,
  type DraftAmount,
  type DraftReceiver,
  IN_TOKEN,
  type ScopeDraft,
  type StageDraft,
} from './agreementDraft'

/** What is wrong, by place: `name`, `scope`, `from`, a stage's id, or a stage's id and its field, such as `rest.percent`. */
export type DraftFaults = ReadonlyMap<string, string>

export interface DraftContext {
  /** Of the agreement, under which counters are kept. */
  id: string
  token: Token
  memberIds: ReadonlySet<string>
  references: HotspotReferences
}

export interface ReadDraft {
  /** Null while anything is wrong. */
  terms: Terms | null
  /** As far as its stages are right, so that its flow can be drawn; without hotspots while its scope is not. */
  tried: Terms | null
  faults: DraftFaults
}

const MOST_PERIODS = 60

/** A group that no hotspot is in. */
const NO_HOTSPOTS: TermsScope = { kind: 'group', group: '' }

export function readDraft(draft: AgreementDraft, { id, token, memberIds, references }: DraftContext): ReadDraft {
  const faults = new Map<string, string>()
  const at = <T>(place: string, read: () => T): T | null => attempt(faults, place, read)
  const name = at('name', () => filled(normalText(draft.name), 'Give the agreement a name.'))
  const scope = at('scope', () => readScope(draft.scope, references))
  const from = at('from', () => instantTyped(draft.from))
  const to = at('to', () => instantTyped(draft.to))
  const stages = draft.stages.map((stage) => readStage(stage, token, faults))
  const whole = stages.every((stage) => stage !== null)
  const read = stages.filter((stage) => stage !== null)
  const terms: Terms = {
    ...{ id, name: name ?? 'This agreement', scope: scope ?? NO_HOTSPOTS, from: from ?? null, to: to ?? null },
    ...{ dust: draft.dust, stages: read },
  }
  for (const { stage, problem } of findTermsProblems(terms, memberIds)) {
    // The last stage is the remainder; one that cannot be read is not missing.
    if (problem.code === 'agreement.no-remainder') continue
    faults.set(stage === null ? 'to' : (read[stage]?.id ?? ''), problem.message)
  }
  const areStagesRight = whole && ![...faults.keys()].some((place) => read.some(({ id: own }) => place === own))
  return { terms: faults.size === 0 ? terms : null, tried: areStagesRight ? terms : null, faults }
}

function attempt<T>(faults: Map<string, string>, place: string, read: () => T): T | null {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    faults.set(place, thrown.message)
    return null
  }
}

function filled(text: string, message: string): string {
  if (text === '') throw new Problem('agreement.empty-field', message)
  return text
}

/** @throws Problem for a key that is mistyped, or that hotspots of two networks have. */
function readScope({ kind, group, keysText, cellsText }: ScopeDraft, references: HotspotReferences): TermsScope {
  switch (kind) {
    case 'default':
    case 'fed':
      return { kind }
    case 'group':
      return { kind, group: filled(normalText(group), 'Choose the group.') }
    case 'hotspots': {
      const keys = linesOf(keysText)
      if (keys.length === 0) throw new Problem('agreement.empty-field', 'Name at least one hotspot.')
      const hotspotIds = keys.map((text) => references.resolve(hotspotReference(text)))
      return { kind, hotspotIds: [...new Set(hotspotIds)] }
    }
    case 'area': {
      const cells = linesOf(cellsText).map((cell) => cell.toLowerCase())
      const wrong = cells.find((cell) => !isValidCell(cell))
      if (wrong !== undefined) {
        throw new Problem(
          'agreement.bad-cell',
          `"${wrong.slice(0, 40)}" is no H3 cell: write its 15 digits, such as 891e2e6b123ffff.`,
        )
      }
      if (cells.length === 0) throw new Problem('agreement.empty-field', 'Name at least one cell.')
      return { kind, cells }
    }
  }
}

/** What is typed one to a line, or between commas; each once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split(/[\n,;]+/).map(normalText))].filter((line) => line !== '')
}

function readStage(stage: StageDraft, token: Token, faults: Map<string, string>): Stage | null {
  const before = faults.size
  const at = <T>(field: string, read: () => T): T | null => attempt(faults, `${stage.id}.${field}`, read)
  const read = stageOf(stage, token, at)
  return faults.size > before ? null : read
}

type At = <T>(field: string, read: () => T) => T | null

/** What is read of a stage; where a field was wrong, which `at` notes, it is not used. */
function stageOf(stage: StageDraft, token: Token, at: At): Stage | null {
  const { id } = stage
  switch (stage.kind) {
    case 'fixed': {
      const to = at('to', () => readReceiver(stage.receiver))
      const amount = at('amount', () => readTermAmount(stage.amount, token))
      return to && amount && { id, kind: stage.kind, to, amount, whenShort: stage.whenShort }
    }
    case 'percentage':
    case 'remainder': {
      if (stage.shares.length === 0) at('shares', () => filled('', 'Nobody shares in it yet: add a share.'))
      const shares = stage.shares.map((share): StageShare | null => {
        const to = at(`${share.line}.to`, () => readReceiver(share))
        const part = at(`${share.line}.share`, () => readShare(share.share, stage.by))
        const cap = share.cap && at(`${share.line}.cap`, () => readTermAmount(share.cap, token))
        const floor = share.floor && at(`${share.line}.floor`, () => readTermAmount(share.floor, token))
        return to && part && { ...to, ...part, ...(cap && { cap }), ...(floor && { floor }) }
      })
      return { id, kind: stage.kind, shares: shares.filter((share) => share !== null) }
    }
    case 'until-recouped': {
      const to = at('to', () => readReceiver(stage.receiver))
      const upToPercent = at('percent', () => readPercent(stage.upToPercent))
      const cost = at('amount', () => readTermAmount(stage.cost, token))
      const { counter } = stage
      return to && cost && { id, kind: stage.kind, to, upToPercent: upToPercent ?? '', cost, ...(counter && { counter }) }
    }
    case 'pool': {
      const percent = at('percent', () => readPercent(stage.percent))
      if (stage.memberIds.length === 0) at('members', () => filled('', 'Choose the members of the pool.'))
      return { id, kind: stage.kind, percent: percent ?? '', by: stage.by, memberIds: [...stage.memberIds] }
    }
    case 'reserve': {
      const reserve = at('reserve', () => filled(normalText(stage.reserve), 'Name the reserve.'))
      const percent = at('percent', () => readPercent(stage.percent))
      const until = stage.until && at('amount', () => readTermAmount(stage.until, token))
      return { id, kind: stage.kind, reserve: reserve ?? '', percent: percent ?? '', ...(until && { until }) }
    }
    case 'stability': {
      const reserve = at('reserve', () => filled(normalText(stage.reserve), 'Name the reserve.'))
      const percent = at('percent', () => readPercent(stage.percent))
      const bandPercent = at('band', () => readPercent(stage.bandPercent))
      const periods = at('periods', () => readPeriods(stage.periods))
      const currency = at('currency', () => readCurrency(stage.currency))
      const { counter } = stage
      return {
        ...{ id, kind: stage.kind, reserve: reserve ?? '', percent: percent ?? '', bandPercent: bandPercent ?? '' },
        ...{ periods: periods ?? 1, currency: currency ?? '', ...(counter && { counter }) },
      }
    }
  }
}

function readReceiver({ to, role }: DraftReceiver): Receiver {
  const [, kind, id = ''] = /^(member|install|agreement):([\s\S]+)$/.exec(to ?? '') ?? []
  const ofRole = role === null ? {} : { role }
  switch (kind) {
    case 'member':
      return { memberId: id, ...ofRole }
    case 'agreement':
      return { agreementId: id, ...ofRole }
    case 'install':
      return { install: id === 'host' ? 'host' : 'installer', ...ofRole }
    default:
      throw new Problem('agreement.empty-field', 'Choose who gets it.')
  }
}

function readShare(text: string, by: 'percent' | 'parts'): Pick<StageShare, 'percent' | 'parts'> {
  if (by === 'percent') return { percent: readPercent(text) }
  const parts = text.trim()
  if (/^\d{1,18}$/.test(parts)) return { parts }
  throw new Problem('agreement.bad-parts', 'Write a whole number of parts, such as 2.')
}

function readPercent(text: string): string {
  const percent = text.trim()
  if (percent === '') throw new Problem('agreement.empty-field', 'Write the percentage.')
  parsePercent(percent)
  return percent
}

function readPeriods(text: string): number {
  const periods = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0
  if (periods >= 1 && periods <= MOST_PERIODS) return periods
  throw new Problem('agreement.bad-periods', `Write how many periods make the average, from 1 to ${MOST_PERIODS}.`)
}

function readCurrency(text: string): string {
  const currency = filled(text.trim().toUpperCase(), 'Choose the currency in which periods are compared.')
  currencyDecimals(currency)
  return currency
}

function readTermAmount(amount: DraftAmount | null, { decimals }: Token): TermAmount {
  const { text, unit } = amount ?? { text: '', unit: IN_TOKEN }
  const typed = filled(text.trim(), 'Write the amount.')
  if (unit === IN_TOKEN) return { baseUnits: parseAmount(typed, decimals).toString() }
  minorUnits(typed, unit)
  if (/^\d+(\.\d+)?$/.test(typed)) return { fiat: typed, currency: unit }
  throw new Problem('amount.malformed', `"${typed.slice(0, 40)}" is not an amount: write digits with a point, such as 12.50.`)
}
