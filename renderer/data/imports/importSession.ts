/**
 * One opened file on its way into the records: read, previewed, perhaps mapped, then written in one transaction.
 * Lives in the import worker; it only needs a database, so the tests run it without one.
 */

import { clipProblem, type FileProblem } from '#core/files/fileProblem'
import type { ImportPace } from '#core/files/importPace'
import { describeOpened, type RecognisedFile } from '#core/formats/describeOpened'
import type { OpenedFile } from '#core/formats/importFormat'
import { openFile } from '#core/formats/openFile'
import { readOpenedFleet } from '#core/formats/readOpenedFleet'
import type { CancelSignal } from '#core/model/cancelSignal'
import type { PeriodDates } from '#core/model/periodDates'
import { plainName } from '#core/model/plainName'
import { Problem } from '#core/model/problem'
import type { FleetReading } from '#core/networks/fleetRow'
import { openQuestions, type RewardsAnswers } from '#core/networks/rewardsAnswers'
import { type RewardsReading, rowsTexts } from '#core/networks/rewardsReading'
import { changeMemberAddress } from '../money/changeMemberAddress'
import type { CommonmastDatabase } from '../records/database'
import { rehearse } from '../records/rehearse'
import { readAddressContext } from '../treasury/addressContext'
import { confirmedChanges } from './addressChanges'
import { AGREEMENTS_TABLES, mergeReading, summariseAgreements, writeAgreements } from './agreementsImport'
import { FLEET_TABLES, writeFleet } from './fleetImport'
import type { ImportChoices, ImportMapping, ImportPreview, PeriodOutcome, RewardsPreview } from './importPreview'
import { changesAny, countRows, type ImportOutcome, type ImportRequest, importRecords } from './importRecords'
import { type OpenedAgreements, openAgreements } from './openAgreements'
import { writePeriodFacts } from './periodFactsImport'
import { previewPeriod, REWARDS_TABLES, summariseRewards, writeRewards } from './rewardsImport'
import { rememberToken, rewardsTokenOf } from './rewardsToken'

const PROBLEMS_SHOWN = 500

export interface SessionTask {
  signal?: AbortSignal
  onProgress?: (done: number, total: number | null) => void
}

type OpenedRewards = Extract<OpenedFile, { kind: 'rewards-table' }>

type Reading =
  | { kind: 'fleet'; fleet: FleetReading }
  /** `isTokenSaid` where the table's token is remembered for the next one. */
  | { kind: 'rewards'; rewards: RewardsReading; isTokenSaid: boolean }
  | OpenedAgreements
  | null

export class ImportSession {
  private reading: Reading = null
  private preview: ImportPreview | null = null
  /** What the person has said of a file of rewards. */
  private answers: RewardsAnswers = {}

  private constructor(
    private readonly db: CommonmastDatabase,
    private readonly id: string,
    private readonly fileName: string,
    private readonly opened: OpenedFile,
    private readonly agreements: OpenedAgreements | null,
  ) {}

  /** @throws Problem `file.*` or `json.broken` when the bytes are no text of any kind. */
  static open(db: CommonmastDatabase, id: string, fileName: string, bytes: Uint8Array): ImportSession {
    const opened = openFile({ fileName, bytes })
    return new ImportSession(db, id, plainName(fileName), opened, openAgreements(opened, fileName, bytes))
  }

  /** Reads the rows, with the person's columns when given, and says what importing them would do. */
  async read(task: SessionTask, mapping?: ImportMapping): Promise<ImportPreview> {
    const described = describeOpened(this.opened)
    const pace = paceOf(task, described.rows)
    const preview: ImportPreview = {
      ...emptyPreview(this.id, this.fileName),
      format: described.format,
      kind: KINDS_WITHOUT_READING[described.kind] ?? 'unusable',
      rows: described.rows,
      headers: described.headers,
      sample: described.sample,
      warnings: described.warnings,
      mapping: mapping?.columns ?? described.mapping,
    }
    if (described.kind === 'table' && described.headers.length < 2) preview.kind = 'unusable'
    this.reading = null
    if (described.kind === 'fleet' || mapping) {
      const input = { fileName: this.fileName, bytes: new Uint8Array(), ...pace }
      const fleet = await readOpenedFleet(this.opened, { ...input, mapping: mapping?.columns, network: mapping?.network })
      this.reading = { kind: 'fleet', fleet }
      Object.assign(preview, await this.previewFleet(fleet))
    } else if (this.opened.kind === 'rewards-table') {
      Object.assign(preview, await this.readRewards(this.opened, pace, preview.warnings))
    } else if (this.agreements) {
      this.reading = this.agreements
      Object.assign(preview, await this.previewAgreements(this.agreements))
    } else if (described.format.startsWith('commonmast-backup-')) preview.kind = 'backup'
    this.preview = preview
    return preview
  }

  /** Reads the rows of a file of rewards again, as the person answers its questions. */
  answer(answers: RewardsAnswers, task: SessionTask): Promise<ImportPreview> {
    this.answers = answers
    return this.read(task)
  }

  private async readRewards(opened: OpenedRewards, pace: ImportPace, warnings: FileProblem[]): Promise<Partial<ImportPreview>> {
    const rewardsToken = opened.said && (await rewardsTokenOf(this.db, opened.said, this.answers))
    if (rewardsToken && !rewardsToken.token) return { kind: 'rewards', rewardsToken }
    const token = rewardsToken?.token ?? undefined
    const answers = { ...this.answers, ...(rewardsToken && { token, network: rewardsToken.network }) }
    const rewards = await opened.read(pace, answers)
    this.reading = { kind: 'rewards', rewards, isTokenSaid: rewardsToken !== null }
    const said = rowsTexts(rewards).map((message) => ({ line: null, field: null, message }))
    const summary = await summariseRewards(this.db, rewards, { table: opened.table, answers })
    return { ...previewOfRewards(rewards, summary), rewardsToken, warnings: [...warnings, ...said] }
  }

  private async previewFleet(fleet: FleetReading): Promise<Partial<ImportPreview>> {
    const counts = await rehearse(this.db, FLEET_TABLES, async (records) => {
      await writeFleet(records, fleet.hotspots, REHEARSED)
      return { ...countRows(records, 'hotspots'), wouldChange: changesAny(records, FLEET_TABLES) }
    })
    return {
      kind: 'fleet',
      format: fleet.format,
      usable: fleet.hotspots.length,
      ...counts,
      withoutLocation: fleet.withoutLocation,
      duplicates: fleet.duplicates.length,
      problemCount: fleet.problems.length,
      problems: shown(fleet.problems),
    }
  }

  /** What importing the rewards that were read for these days would do. @throws Problem `import.nothing-to-import` */
  previewPeriod(dates: PeriodDates): Promise<PeriodOutcome> {
    if (this.reading?.kind !== 'rewards') throw nothingToImport()
    return previewPeriod(this.db, this.reading.rewards, dates)
  }

  /** Agreements decide about money, so a file with any problem writes nothing at all. */
  private async previewAgreements({ kind, format, agreements: reading }: OpenedAgreements): Promise<Partial<ImportPreview>> {
    const known = await readAddressContext(this.db)
    const { counts, wouldChange, agreements, problems } = await rehearse(this.db, AGREEMENTS_TABLES, async (records) => {
      const merged = await mergeReading(this.db, reading, known)
      const found = [...reading.problems, ...merged.problems]
      if (found.length === 0) await writeAgreements(records, merged)
      return {
        counts: countRows(records, kind),
        // What it says of a period is not known to be here before that is named.
        wouldChange: changesAny(records, AGREEMENTS_TABLES) || merged.beside.needsPeriod,
        agreements: summariseAgreements(records, merged),
        problems: found,
      }
    })
    return {
      kind,
      format,
      usable: problems.length === 0 ? reading[kind].length : 0,
      ...counts,
      wouldChange,
      problemCount: problems.length,
      problems: shown(problems),
      agreements,
    }
  }

  /**
   * Writes what was read last, in one transaction; what is all here already writes nothing.
   * @throws Problem `import.nothing-to-import`, `data.cancelled`, `data.disk-full` or `data.write-failed`.
   */
  async commit(choices: ImportChoices, task: SessionTask): Promise<ImportOutcome> {
    const { reading, preview, fileName } = this
    if (!reading || !preview || preview.usable === 0) {
      throw nothingToImport()
    }
    if (reading.kind === 'rewards' && openQuestions(reading.rewards.questions).length > 0) {
      throw new Problem('import.unanswered', 'Answer what is asked of this file first: until then nobody knows what it pays.')
    }
    const hasAddresses = reading.kind === 'agreements' || reading.kind === 'members'
    const skipped = hasAddresses ? 0 : preview.rows - preview.usable
    const request = { fileName, format: preview.format, skipped, ...(await this.writerOf(reading, choices)) }
    const offered = preview.agreements?.addressChanges ?? []
    const changes = await confirmedChanges(this.db, offered, choices.confirmedAddresses ?? [])
    const outcome = await importRecords(this.db, request, task)
    const made = await Promise.all(changes.map((change) => changeMemberAddress(this.db, change)))
    const addressActIds = made.filter((actId) => actId !== null)
    return { ...outcome, addressesOf: changes.map(({ name }) => name), addressActIds }
  }

  private async writerOf(
    reading: NonNullable<Reading>,
    choices: ImportChoices,
  ): Promise<Pick<ImportRequest, 'table' | 'tables' | 'count' | 'write'>> {
    const { fileName } = this
    switch (reading.kind) {
      case 'fleet':
        return {
          table: 'hotspots',
          tables: FLEET_TABLES,
          write: (records, importId) => writeFleet(records, reading.fleet.hotspots, importId),
        }
      case 'rewards':
        return {
          table: 'contributions',
          tables: reading.isTokenSaid ? [...REWARDS_TABLES, 'cooperativeSettings'] : REWARDS_TABLES,
          // Rewards of a period that was taken back are on record; they come in again all the same.
          count: () => ({ added: reading.rewards.rewards.length, changed: 0, unchanged: 0 }),
          write: async (records, importId) => {
            if (reading.isTokenSaid) await rememberToken(records, reading.rewards)
            return writeRewards(this.db, records, reading.rewards, { importId, fileName, ...choices })
          },
        }
      case 'agreements':
      case 'members': {
        const known = await readAddressContext(this.db)
        return {
          table: reading.kind,
          tables: AGREEMENTS_TABLES,
          write: async (records) => {
            const said = await writeAgreements(records, await mergeReading(this.db, reading.agreements, known))
            await writePeriodFacts(this.db, records, reading.agreements.period, choices.periodId)
            return said
          },
        }
      }
    }
  }
}

function previewOfRewards(reading: RewardsReading, rewards: RewardsPreview): Partial<ImportPreview> {
  return {
    kind: 'rewards',
    usable: reading.rewards.length,
    added: reading.rewards.length,
    wouldChange: true,
    problemCount: reading.problems.length,
    problems: shown(reading.problems),
    rewards,
  }
}

function nothingToImport(): Problem {
  return new Problem('import.nothing-to-import', 'No row of this file can be imported: correct the problems and choose it again.')
}

/** Stands for the import's id where nothing is written. */
const REHEARSED = 'rehearsed'

const KINDS_WITHOUT_READING: Partial<Record<RecognisedFile['kind'], ImportPreview['kind']>> = {
  table: 'unmapped',
  layer: 'layer',
}

/** The first of them, as long as they can be read: a cell that a problem repeats may be a whole file. */
function shown(problems: readonly FileProblem[]): FileProblem[] {
  return problems.slice(0, PROBLEMS_SHOWN).map(clipProblem)
}

/** What is known of a file before anything of it was read. */
export function emptyPreview(id: string, fileName: string): ImportPreview {
  return {
    id,
    fileName,
    format: 'unknown',
    kind: 'unusable',
    rows: 0,
    usable: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    wouldChange: false,
    withoutLocation: 0,
    duplicates: 0,
    problemCount: 0,
    problems: [],
    warnings: [],
    headers: [],
    sample: [],
    mapping: null,
    rewards: null,
    rewardsToken: null,
    agreements: null,
  }
}

function paceOf({ signal, onProgress }: SessionTask, total: number): ImportPace {
  return {
    signal: signal satisfies CancelSignal | undefined,
    onProgress: (done) => {
      onProgress?.(done, total)
      // A turn of the event loop lets a cancel message in.
      return new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}
