/** A text file that becomes a layer: which kind of table it is, and its reader. */
import { type MeasurementsReading, readMeasurements } from '#core/coverage/calibration/readMeasurements'
import { countRows } from '#core/files/tableRows'
import { openFile } from '#core/formats/openFile'
import type { Bounds } from '#core/geo/bounds'
import { Problem } from '#core/model/problem'
import type { LayerChoices } from './layerPreview'
import { type DemandReading, type DemandTask, paceOf, readWeightsTable } from './readDemandFile'

export type TextLayer = { kind: 'demand'; demand: DemandReading } | { kind: 'measurements'; measured: MeasurementsReading }

/** @throws Problem `file.*`, `import.not-a-layer`, or the reader's own. */
export async function readTextLayer(
  file: File,
  choices: LayerChoices,
  bounds: Bounds | null,
  task: DemandTask,
): Promise<TextLayer> {
  const opened = openFile({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  if (opened.kind === 'place-table') {
    const { use, text } = opened.table
    if (use === 'weights') return { kind: 'demand', demand: await readWeightsTable(text, file.name, choices, bounds, task) }
    if (use === 'measurements') {
      return { kind: 'measurements', measured: await readMeasurements(text, paceOf(task, countRows(text))) }
    }
  }
  throw new Problem(
    'import.not-a-layer',
    'This file holds no weights and no measurements: name the columns h3 and weight, or lat, lng and weight.',
  )
}
