/**
 * One opened file on its way into the records: read, previewed, perhaps mapped, then written in one transaction.
 * Lives in the import worker; it only needs a database, so the tests run it without one.
 */
import type { CancelSignal } from '#core/contract/defineContract'
import { Problem } from '#core/model/problem'
import type { ImportRecord } from '#core/model/records'
import { decodeText } from '#core/networks/decodeText'
import type { FleetReading } from '#core/networks/fleetRow'
import type { ImportPace } from '#core/networks/importPace'
import { type OpenedFile, openFile } from '#core/networks/openFile'
import { readOpenedFleet } from '#core/networks/readFleet'
import { describeOpened, type RecognisedFile } from '#core/networks/recogniseFile'
import { type RewardsReading, readWeatherxmRewards } from '#core/networks/weatherxmRewardsCsv'
import { readAgreements } from '#core/rewards/agreementsFile'
import type { AgreementsReading } from '#core/rewards/agreementsReading'
import { agreementsChanges, summariseAgreements } from './agreementsChanges'
import { importRecords } from './commands/importRecords'
import type { Change } from './commitChanges'
import type { CommonmastDatabase } from './database'
import { fleetChanges } from './fleetChanges'
import type { ImportChoices, ImportMapping, ImportPreview } from './importPreview'
import { newId } from './newId'
import { type RewardsFile, rewardsChanges, summariseRewards } from './rewardsChanges'

const PROBLEMS_SHOWN = 500

export interface SessionTask {
  signal?: AbortSignal
  onProgress?: (done: number, total: number | null) => void
}

type Reading =
  | { kind: 'fleet'; fleet: FleetReading }
  | { kind: 'rewards'; rewards: RewardsReading }
  | { kind: 'agreements'; agreements: AgreementsReading }
  | null

export class ImportSession {
  private reading: Reading = null
  private preview: ImportPreview | null = null

  private constructor(
    private readonly db: CommonmastDatabase,
    private readonly id: string,
    private readonly fileName: string,
    private readonly opened: OpenedFile,
    private readonly agreements: AgreementsReading | null,
  ) {}

  /** @throws Problem `file.*` or `json.broken` when the bytes are no text of any kind. */
  static open(db: CommonmastDatabase, id: string, fileName: string, bytes: Uint8Array): ImportSession {
    const opened = openFile({ fileName, bytes })
    return new ImportSession(db, id, fileName, opened, tryAgreements(opened, fileName, bytes))
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
      const rewards = await readWeatherxmRewards(this.opened.table, pace)
      this.reading = { kind: 'rewards', rewards }
      Object.assign(preview, await this.previewRewards(rewards))
    } else if (this.agreements) {
      this.reading = { kind: 'agreements', agreements: this.agreements }
      Object.assign(preview, await this.previewAgreements(this.agreements))
    } else if (described.format === 'commonmast-backup-v1') preview.kind = 'backup'
    this.preview = preview
    return preview
  }

  private async previewFleet(fleet: FleetReading): Promise<Partial<ImportPreview>> {
    const known = new Set(await this.db.hotspots.toCollection().primaryKeys())
    const replacing = fleet.hotspots.reduce((count, row) => (known.has(row.id) ? count + 1 : count), 0)
    return {
      kind: 'fleet',
      format: fleet.format,
      usable: fleet.hotspots.length,
      added: fleet.hotspots.length - replacing,
      replacing,
      withoutLocation: fleet.withoutLocation,
      duplicates: fleet.duplicates.length,
      problemCount: fleet.problems.length,
      problems: fleet.problems.slice(0, PROBLEMS_SHOWN),
    }
  }

  private async previewRewards(reading: RewardsReading): Promise<Partial<ImportPreview>> {
    return {
      kind: 'rewards',
      usable: reading.rewards.length,
      added: reading.rewards.length,
      problemCount: reading.problems.length,
      problems: reading.problems.slice(0, PROBLEMS_SHOWN),
      rewards: await summariseRewards(this.db, reading),
    }
  }

  /** Agreements decide about money, so a file with any problem writes nothing at all. */
  private async previewAgreements(reading: AgreementsReading): Promise<Partial<ImportPreview>> {
    const { replacing, problems: unresolved, ...agreements } = await summariseAgreements(this.db, reading)
    const problems = [...reading.problems, ...unresolved]
    const count = reading.agreements.length
    return {
      kind: 'agreements',
      format: 'commonmast-agreements-v1',
      usable: problems.length === 0 ? count : 0,
      added: count - replacing,
      replacing,
      problemCount: problems.length,
      problems: problems.slice(0, PROBLEMS_SHOWN),
      agreements,
    }
  }

  /**
   * Writes what was read last, in one transaction.
   * @throws Problem `import.nothing-to-import`, `data.cancelled`, `data.disk-full` or `data.write-failed`.
   */
  async commit(choices: ImportChoices, task: SessionTask): Promise<ImportRecord> {
    const { reading, preview } = this
    if (!reading || !preview || preview.usable === 0) {
      throw new Problem(
        'import.nothing-to-import',
        'No row of this file can be imported: correct the problems and choose it again.',
      )
    }
    const importId = newId()
    const skipped = reading.kind === 'agreements' ? 0 : preview.rows - preview.usable
    const file = { importId, fileName: this.fileName, format: preview.format, skipped }
    const changes = await this.changesOf(reading, { ...file, ...choices })
    const request = { ...file, table: TABLES[reading.kind], changes }
    return importRecords(this.db, request, task)
  }

  private async changesOf(reading: NonNullable<Reading>, file: RewardsFile): Promise<Change[]> {
    switch (reading.kind) {
      case 'fleet':
        return fleetChanges(this.db, reading.fleet.hotspots, file.importId)
      case 'rewards':
        return rewardsChanges(this.db, reading.rewards, file)
      case 'agreements':
        return agreementsChanges(this.db, reading.agreements)
    }
  }
}

const KINDS_WITHOUT_READING: Partial<Record<RecognisedFile['kind'], ImportPreview['kind']>> = {
  table: 'unmapped',
  layer: 'layer',
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
    replacing: 0,
    withoutLocation: 0,
    duplicates: 0,
    problemCount: 0,
    problems: [],
    headers: [],
    sample: [],
    mapping: null,
    rewards: null,
    agreements: null,
  }
}

const TABLES = { fleet: 'hotspots', rewards: 'contributions', agreements: 'agreements' } as const

/** Agreements of any form; null when the file is something else. */
function tryAgreements(opened: OpenedFile, fileName: string, bytes: Uint8Array): AgreementsReading | null {
  const isOurs = opened.kind === 'commonmast' && opened.format === 'commonmast-agreements-v1'
  if (!isOurs && opened.kind !== 'unknown-table') return null
  try {
    return readAgreements(fileName, decodeText(bytes))
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'agreements.unknown-form') return null
    throw thrown
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
