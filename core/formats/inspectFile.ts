/** What a file is and what is wrong with it, without changing anything: the answer of the command line's `inspect`. */
import type { SqliteReader } from '../demand/readGeopackage'
import { type FileProblem, toFileProblem } from '../files/fileProblem'
import type { ImportPace } from '../files/importPace'
import { readWeatherxmRewards } from '../networks/weatherxmRewardsCsv'
import { payoutFileV1Schema, payoutFileV2Schema } from '../payout/payoutFile'
import { provisioningFileSchema } from '../provisioning/provisioningFile'
import { verifyProvisioning } from '../provisioning/verifyProvisioning'
import { splitFileV1Schema, splitFileV2Schema } from '../rewards/splitFile'
import { inspectBinary, inspectPlaceTable, type LayerInspection } from './inspectLayer'
import { inspectAgreements, inspectTreasuryTable } from './inspectTreasuryTable'
import { type FileInput, type OpenedFile, openFile } from './openFile'
import { mappingNeeded, readOpenedFleet } from './readFleet'
import { describeOpened } from './recogniseFile'

export interface InspectResult {
  format: string
  /** Data rows in the file, with and without problems. */
  rows: number
  recognised: boolean
  /** Hotspots without a position; 0 where positions do not apply. */
  withoutLocation: number
  problems: FileProblem[]
  /** One sentence on what a signed record is about. */
  about?: string
}

const schemas = {
  'commonmast-split-v1': splitFileV1Schema,
  'commonmast-split-v2': splitFileV2Schema,
  'commonmast-payout-v1': payoutFileV1Schema,
  'commonmast-payout-v2': payoutFileV2Schema,
} as const

export interface InspectInput extends FileInput, ImportPace {
  /** Opens an SQLite database; without it a GeoPackage is recognised and not looked into. */
  openSqlite?: (bytes: Uint8Array) => Promise<SqliteReader>
}

/** A record is signed, so that what does not hold in it can be found without anything else. */
const recordFormats = ['commonmast-provisioning-v1', 'commonmast-provisioning-v2']

/** Formats of ours that are only recognised here: agreements have their own reader, a backup is checked when restored. */
const otherFormats = ['commonmast-agreements-v1', 'commonmast-backup-v1']

function isKnownFormat(format: string): boolean {
  return Object.hasOwn(schemas, format) || recordFormats.includes(format) || otherFormats.includes(format)
}

/**
 * Bad content never throws: it is in the problems, and bytes that are no text at all have the format `unknown`.
 * @throws Problem `import.cancelled` when the signal is aborted.
 */
export async function inspectFile(input: InspectInput): Promise<InspectResult> {
  let opened: OpenedFile
  try {
    opened = openFile(input)
  } catch (thrown) {
    return { format: 'unknown', rows: 0, recognised: false, withoutLocation: 0, problems: [toFileProblem(thrown)] }
  }
  if (opened.kind === 'place-table') return withoutPositions(await inspectPlaceTable(opened.table, input))
  if (opened.kind === 'binary') return withoutPositions(await inspectBinary(opened.format, input))
  const { format, rows, recognised } = describeOpened(opened)
  if (opened.kind === 'unknown-table') {
    const treasury = inspectTreasuryTable(opened.table, input)
    if (treasury !== null)
      return { format: treasury.format, rows, recognised: true, withoutLocation: 0, problems: treasury.problems }
  }
  if (opened.kind === 'commonmast' && !isKnownFormat(opened.format)) {
    const message = `${opened.format.slice(0, 80)} is not a format of this version: update the program, or check the file's "format".`
    return { format, rows, recognised: false, withoutLocation: 0, problems: [{ line: null, field: 'format', message }] }
  }
  if (opened.kind === 'commonmast' && recordFormats.includes(format)) return inspectRecord(format, opened.document)
  const { withoutLocation, problems } = await findProblems(opened, input)
  return { format, rows, recognised, withoutLocation, problems }
}

function inspectRecord(format: string, document: unknown): InspectResult {
  const problems = verifyProvisioning(document).map(({ where, message }) => ({ line: null, field: where, message }))
  const facts = provisioningFileSchema.safeParse(document).data?.facts
  const about = facts && { about: `${facts.simulated ? 'Training: ' : ''}${facts.device.name}, signed ${facts.signedAt}.` }
  return { format, rows: 1, recognised: true, withoutLocation: 0, problems, ...about }
}

function withoutPositions({ format, rows, problems }: LayerInspection): InspectResult {
  return { format, rows, recognised: true, withoutLocation: 0, problems }
}

async function findProblems(
  opened: OpenedFile,
  input: FileInput & ImportPace,
): Promise<{ withoutLocation: number; problems: FileProblem[] }> {
  switch (opened.kind) {
    case 'fleet-table':
    case 'fleet-geojson':
      return readOpenedFleet(opened, input)
    case 'rewards-table':
      return { withoutLocation: 0, problems: (await readWeatherxmRewards(opened.table, input)).problems }
    case 'commonmast':
      return { withoutLocation: 0, problems: checkDocument(opened.format, opened.document, input) }
    case 'unknown-table':
      return { withoutLocation: 0, problems: [toFileProblem(mappingNeeded(opened.table.headerLine))] }
    default:
      return {
        withoutLocation: 0,
        problems: [
          {
            line: null,
            field: null,
            message: 'This JSON is of no known format: choose a fleet, a rewards table or a file of this program.',
          },
        ],
      }
  }
}

/** Checks the shape only; `verify` recomputes what the file claims. */
function checkDocument(format: string, document: unknown, file: FileInput): FileProblem[] {
  if (format === 'commonmast-agreements-v1') return inspectAgreements(file)
  const schema = Object.entries(schemas).find(([name]) => name === format)?.[1]
  const issues = schema?.safeParse(document).error?.issues ?? []
  return issues.map((issue) => {
    const field = issue.path.join('.')
    return {
      line: null,
      field,
      message: `"${field}" does not fit the format ${format} (${issue.message}): export the file again.`,
    }
  })
}
