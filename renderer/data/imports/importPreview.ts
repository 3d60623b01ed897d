/** What the import worker and its callers hand each other; see workers/importContract. All of it can be cloned between threads. */
import type { FileProblem } from '#core/files/fileProblem'
import type { Token } from '#core/model/money'
import type { PeriodDates } from '#core/model/periodDates'
import type { ProblemData } from '#core/model/problem'
import type { FleetMapping } from '#core/networks/fleetRow'
import type { RewardsAnswers, RewardsQuestion } from '#core/networks/rewardsAnswers'
import type { AddressDifference } from '#core/rewards/mergeMembers'
import type { AddressFinding } from '#core/treasury/addresses/examineAddress'

/** What a file can become here. */
export type ImportKind =
  | 'fleet'
  /** A table whose columns the person must name first. */
  | 'unmapped'
  | 'rewards'
  | 'agreements'
  /** An address book, or a table of members. */
  | 'members'
  | 'backup'
  /** A layer of the map: read and written by its own import (see layerImport). */
  | 'layer'
  /** Recognised or not, nothing that can be imported. */
  | 'unusable'

/** A file that was read and not yet written. The rows themselves stay in the worker. */
export interface ImportPreview {
  id: string
  fileName: string
  format: string
  kind: ImportKind
  /** Data rows in the file, with and without problems. */
  rows: number
  /** Records that the file holds of the table it is about: new ones, changed ones and those that are here as they are. */
  usable: number
  added: number
  changed: number
  unchanged: number
  /** Whether importing it would change any record, of whatever table. */
  wouldChange: boolean
  withoutLocation: number
  duplicates: number
  problemCount: number
  /** The first of the problems; `problemCount` counts them all. */
  problems: FileProblem[]
  /** What the person should know although nothing is left out for it. */
  warnings: FileProblem[]
  /** Columns and first rows of a table that can be mapped; empty for other files. */
  headers: string[]
  sample: string[][]
  mapping: FleetMapping | null
  rewards: RewardsPreview | null
  /** What a table of rewards is read as that does not say it itself; null for other files. */
  rewardsToken: RewardsTokenPreview | null
  agreements: AgreementsPreview | null
}

export interface RewardsPreview {
  token: Token
  totalBaseUnits: string
  /** The time that the file says it is for, or null: the person is asked. */
  dates: PeriodDates | null
  /** Name of a period that holds the very same amounts, so that nothing is paid twice unnoticed. */
  sameAs: string | null
  questions: AskedQuestion[]
  answers: RewardsAnswers
}

/** A question with the first of its rows. */
export interface AskedQuestion extends RewardsQuestion {
  rows: { line: number; text: string }[]
}

/** As the file says it, else as the last such table had it; null and empty where nobody has said it. */
export interface RewardsTokenPreview {
  token: Token | null
  symbol: string
  network: string
}

/** What importing rewards for given days would do. */
export type PeriodOutcome =
  /** `equalTo` is a period of the very same amounts for other days: is this another one? */
  | { kind: 'new'; equalTo: EqualPeriod | null }
  /** Only what the file adds to the periods `of` is payable. */
  | { kind: 'correction'; equalTo: EqualPeriod | null; of: string[]; payableBaseUnits: string; overpaid: Overpaid | null }
  | { kind: 'already-here'; period: string }
  | { kind: 'refused'; problem: ProblemData }

export interface EqualPeriod {
  name: string
  /** "2026-10-01 to 2026-10-31", or null for a period from before periods had dates. */
  days: string | null
}

/** What was payable before and is no more by the file. */
export interface Overpaid {
  devices: number
  baseUnits: string
}

/** A known member whom the file would have paid at another address. */
export interface AddressChange extends AddressDifference {
  findings: AddressFinding[]
}

/** A member who comes with the file, at an address of which something is to be said. */
export interface NewAddress {
  memberId: string
  name: string
  address: string
  findings: AddressFinding[]
}

/** Of a file of agreements; what it says of members, an address book says as well. */
export interface AgreementsPreview {
  members: number
  withoutAddress: number
  /** Hotspots that the file puts into groups, by key. */
  grouped: number
  /** Those of them that are not in the fleet: their rewards are shared by their groups all the same. */
  groupedOutsideFleet: number
  /** Members whom the file gives another address than they have; theirs stays unless a person confirms it. */
  addressChanges: AddressChange[]
  newAddresses: NewAddress[]
  beside: PeriodFactsPreview
}

/** How many of each a file of agreements says beside them. */
export interface PeriodFactsPreview {
  installs: number
  prices: number
  entries: number
  /** Hotspots that were measured and contributions. */
  measures: number
  minimumPayout: boolean
  /** All but installs are of one period, which the person names. */
  needsPeriod: boolean
  /** Those that are not closed, the latest first; none where none is needed. */
  periods: { id: string; name: string; symbol: string; days: string | null }[]
}

export interface ImportMapping {
  columns: FleetMapping
  /** Network of rows that name none. */
  network: string
}

export interface ImportChoices {
  /** Name of the period that rewards become; the file's name when left out. */
  periodName?: string
  /** The time of rewards whose file does not say it. */
  dates?: PeriodDates | undefined
  /** Equal amounts under other dates are another period. */
  again?: boolean | undefined
  /** The period that prices, measures, entries and a smallest payout of a file of agreements are for. */
  periodId?: string | undefined
  /** Changes of addresses that a person has confirmed, one by one, as the preview showed them. */
  confirmedAddresses?: readonly AddressDifference[] | undefined
}
