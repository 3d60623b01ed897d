/** What a file is and what is wrong with it, without changing anything: the answer of the command line's `inspect`. */
import { clipProblem, type FileProblem, toFileProblem } from '../files/fileProblem'
import { describeOpened } from './describeOpened'
import type { InspectInput, OpenedFile } from './importFormat'
import { openFile } from './openFile'

export interface InspectResult {
  format: string
  /** Data rows in the file, with and without problems. */
  rows: number
  recognised: boolean
  /** Hotspots without a position; 0 where positions do not apply. */
  withoutLocation: number
  problems: FileProblem[]
  /** What a person should know although nothing is left out for it; not there when there is nothing. */
  warnings?: FileProblem[]
  /** One sentence on what a signed record is about. */
  about?: string
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
  const described = describeOpened(opened)
  const { problems, format, rows, withoutLocation, about } = await opened.inspect(input)
  return {
    format: format ?? described.format,
    rows: rows ?? described.rows,
    recognised: described.recognised,
    withoutLocation: withoutLocation ?? 0,
    problems: problems.map(clipProblem),
    ...(described.warnings.length === 0 ? {} : { warnings: described.warnings }),
    ...(about === undefined ? {} : { about }),
  }
}
