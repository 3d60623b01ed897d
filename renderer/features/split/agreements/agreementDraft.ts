/** An agreement as it is being typed: every field is text or a choice, so that nothing is lost while it is not yet right. */
import { formatAmount, type Token } from '#core/model/money'
import type { Agreement } from '#core/model/records'
import type {
  DustPolicy,
  Receiver,
  ShareRole,
  Stage,
  StageOf,
  StageShare,
  TermAmount,
  Terms,
  TermsScope,
} from '#core/model/terms'
import type { HotspotReferences } from '#core/networks/deviceKey/hotspotReference'
import { termsOf } from '#core/rewards/termsOf'
import { newId } from '../../../data/records/newId'

export type StageKind = Stage['kind']

/** `member:ID`, `install:host`, `install:installer` or `agreement:ID`; null while nobody is chosen. */
export type ReceiverChoice = string | null

export interface DraftReceiver {
  to: ReceiverChoice
  role: ShareRole | null
}

/** A decimal in the token, or in a currency by its code. */
export interface DraftAmount {
  text: string
  unit: string
}

/** The unit of amounts in the token. */
export const IN_TOKEN = ''

/** A line keeps its identity while its receiver changes. */
export interface DraftShare extends DraftReceiver {
  line: string
  share: string
  cap: DraftAmount | null
  floor: DraftAmount | null
}

interface DraftOf<K extends StageKind> {
  /** Kept, for counters bear it. */
  id: string
  kind: K
}

export type FixedDraft = DraftOf<'fixed'> & {
  receiver: DraftReceiver
  amount: DraftAmount
  whenShort: StageOf<'fixed'>['whenShort']
}
export type SharesDraft = DraftOf<'percentage' | 'remainder'> & { by: 'percent' | 'parts'; shares: DraftShare[] }
export type RecoupDraft = DraftOf<'until-recouped'> & {
  receiver: DraftReceiver
  upToPercent: string
  cost: DraftAmount
  counter?: string | undefined
}
export type PoolDraft = DraftOf<'pool'> & { percent: string; by: StageOf<'pool'>['by']; memberIds: string[] }
export type ReserveDraft = DraftOf<'reserve'> & { percent: string; reserve: string; until: DraftAmount | null }
export type StabilityDraft = DraftOf<'stability'> & {
  percent: string
  bandPercent: string
  periods: string
  currency: string
  reserve: string
  counter?: string | undefined
}
export type StageDraft = FixedDraft | SharesDraft | RecoupDraft | PoolDraft | ReserveDraft | StabilityDraft

export interface ScopeDraft {
  kind: TermsScope['kind']
  group: string
  keysText: string
  cellsText: string
}

export interface AgreementDraft {
  name: string
  scope: ScopeDraft
  /** A day or an instant; empty for none. */
  from: string
  to: string
  dust: DustPolicy
  stages: StageDraft[]
}

const NO_AMOUNT: DraftAmount = { text: '', unit: IN_TOKEN }
const NOBODY: DraftReceiver = { to: null, role: null }

export function emptyShare(share = ''): DraftShare {
  return { ...NOBODY, line: newId(), share, cap: null, floor: null }
}

/** A stage to be filled in. Its id is its own for good: a counter of a stage that is gone is never taken up by another. */
export function newStage(kind: StageKind): StageDraft {
  const id = `${kind}-${newId().slice(0, 4)}`
  switch (kind) {
    case 'fixed':
      return { id, kind, receiver: NOBODY, amount: NO_AMOUNT, whenShort: 'carry' }
    case 'percentage':
    case 'remainder':
      return { id, kind, by: 'percent', shares: [emptyShare(kind === 'remainder' ? '100' : '')] }
    case 'until-recouped':
      return { id, kind, receiver: { to: null, role: 'investor' }, upToPercent: '', cost: NO_AMOUNT }
    case 'pool':
      return { id, kind, percent: '', by: 'equal', memberIds: [] }
    case 'reserve':
      return { id, kind, percent: '', reserve: '', until: null }
    case 'stability':
      return { id, kind, percent: '50', bandPercent: '10', periods: '3', currency: '', reserve: '' }
  }
}

/** An agreement of percentages alone begins with the stage that such are kept as. */
export function newDraft(isDefault: boolean): AgreementDraft {
  return {
    name: isDefault ? 'Default' : '',
    scope: { kind: isDefault ? 'default' : 'group', group: '', keysText: '', cellsText: '' },
    from: '',
    to: '',
    dust: 'largest-remainder',
    stages: [{ id: 'shares', kind: 'remainder', by: 'percent', shares: [] }],
  }
}

export function draftOf(agreement: Agreement, token: Token, references: HotspotReferences): AgreementDraft {
  const { name, scope, from, to, dust, stages } = termsOf(agreement)
  return {
    name,
    scope: {
      kind: scope.kind,
      group: scope.kind === 'group' ? scope.group : '',
      keysText: scope.kind === 'hotspots' ? scope.hotspotIds.map((id) => references.shortest(id)).join('\n') : '',
      cellsText: scope.kind === 'area' ? scope.cells.join('\n') : '',
    },
    from: instantText(from),
    to: instantText(to),
    dust,
    stages: draftStages(stages, token),
  }
}

/** A day where it begins one, in UTC. */
function instantText(instant: Terms['from']): string {
  return instant?.replace('T00:00:00.000Z', '') ?? ''
}

export function draftStages(stages: readonly Stage[], token: Token): StageDraft[] {
  return stages.map((stage) => stageDraft(stage, token))
}

function stageDraft(stage: Stage, token: Token): StageDraft {
  switch (stage.kind) {
    case 'fixed': {
      const { id, kind, to, amount, whenShort } = stage
      return { id, kind, receiver: receiverDraft(to), amount: amountDraft(amount, token), whenShort }
    }
    case 'percentage':
    case 'remainder': {
      const { id, kind, shares } = stage
      const by = shares.some(({ parts }) => parts !== undefined) ? 'parts' : 'percent'
      return { id, kind, by, shares: shares.map((share) => shareDraft(share, token)) }
    }
    case 'until-recouped': {
      const { id, kind, to, upToPercent, cost, counter } = stage
      return { id, kind, receiver: receiverDraft(to), upToPercent, cost: amountDraft(cost, token), counter }
    }
    case 'pool': {
      const { id, kind, percent, by, memberIds } = stage
      return { id, kind, percent, by, memberIds: [...memberIds] }
    }
    case 'reserve': {
      const { id, kind, percent, reserve, until } = stage
      return { id, kind, percent, reserve, until: until ? amountDraft(until, token) : null }
    }
    case 'stability':
      return { ...stage, periods: stage.periods.toString() }
  }
}

function shareDraft(share: StageShare, token: Token): DraftShare {
  return {
    ...receiverDraft(share),
    line: newId(),
    share: share.percent ?? share.parts ?? '',
    cap: share.cap ? amountDraft(share.cap, token) : null,
    floor: share.floor ? amountDraft(share.floor, token) : null,
  }
}

function receiverDraft({ memberId, install, agreementId, role }: Receiver): DraftReceiver {
  const to = memberId === undefined ? (install ? `install:${install}` : `agreement:${agreementId}`) : `member:${memberId}`
  return { to, role: role ?? null }
}

function amountDraft(amount: TermAmount, { decimals }: Token): DraftAmount {
  return 'baseUnits' in amount
    ? { text: formatAmount(BigInt(amount.baseUnits), decimals), unit: IN_TOKEN }
    : { text: amount.fiat, unit: amount.currency }
}
