/** A text file that becomes a layer: which kind of table it is, and its reader. */
import { type MeasurementsReading, readMeasurements } from '#core/coverage/calibration/readMeasurements'
import { checkTextSize } from '#core/files/fileLimits'
import type { FileProblem } from '#core/files/fileProblem'
import { countRows } from '#core/files/tableRows'
import { tableWarnings } from '#core/files/tableWarnings'
import { openFile } from '#core/formats/openFile'
import type { Bounds } from '#core/geo/bounds'
import { Problem } from '#core/model/problem'
import type { LayerChoices } from './layerPreview'
import { type DemandReading, type DemandTask, paceOf, readWeightsTable } from './readDemandFile'

/** With what the person should know of a table that is read whole. */
export type TextLayer = { warnings: FileProblem[] } & (
  | { kind: 'demand'; demand: DemandReading }
  | { kind: 'measurements'; measured: MeasurementsReading }
)

/** @throws Problem `file.*`, `import.not-a-layer`, or the reader's own. */
export async function readTextLayer(
  file: File,
  choices: LayerChoices,
  bounds: Bounds | null,
  task: DemandTask,
): Promise<TextLayer> {
  checkTextSize(file.size)
  const opened = openFile({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  if (opened.kind === 'place-table') {
    const { use, text } = opened.table
    const warnings = tableWarnings(text)
    if (use === 'weights') {
      return { kind: 'demand', warnings, demand: await readWeightsTable(text, file.name, choices, bounds, task) }
    }
    if (use === 'measurements') {
      return { kind: 'measurements', warnings, measured: await readMeasurements(text, paceOf(task, countRows(text))) }
    }
  }
  throw new Problem(
    'import.not-a-layer',
    'This file holds no weights and no measurements: name the columns h3 and weight, or lat, lng and weight.',
  )
}
