/** Tables about places: weights and measurements become layers of the map, candidate sites a part of a plan. */
import { readMeasurements } from '../coverage/calibration/readMeasurements'
import { readWeightsCsv } from '../demand/readWeightsCsv'
import { toFileProblem } from '../files/fileProblem'
import { countRows } from '../files/tableRows'
import { readCandidates } from '../planning/candidates/readCandidates'
import { guessFleetMapping } from './guessFleetMapping'
import { type FormatUse, type ImportFormat, type InspectInput, type Inspection, importFormat } from './importFormat'
import { isCancelled, unlistedProblems, weightsInspection } from './layerInspection'
import { type PlaceTable, placeTableOf } from './placeTable'

/** Points are only checked here, so any resolution serves. */
const ANY_RESOLUTION = 8

export const placeTableFormats: readonly ImportFormat[] = [
  placeTable('weights', 'layer', inspectWeights),
  placeTable('candidates', 'candidates', inspectCandidates),
  placeTable('measurements', 'layer', inspectMeasurements),
]

function placeTable(
  purpose: PlaceTable['use'],
  use: FormatUse,
  inspect: (text: string, input: InspectInput) => Promise<Inspection>,
): ImportFormat {
  return importFormat({
    name: `${purpose}-csv`,
    use,
    open: (content) => {
      if (content.carrier !== 'table') return null
      const table = placeTableOf(content.text, content.head, guessFleetMapping(content))
      return table?.use === purpose ? { kind: 'place-table', table } : null
    },
    inspect: ({ table }, input) => inspect(table.text, input),
  })
}

async function inspectWeights(text: string, input: InspectInput): Promise<Inspection> {
  return weightsInspection(await readWeightsCsv(text, { ...input, resolution: ANY_RESOLUTION, source: input.fileName }))
}

async function inspectCandidates(text: string, input: InspectInput): Promise<Inspection> {
  const { rows, problems } = await readCandidates(text, input)
  return { rows, problems }
}

async function inspectMeasurements(text: string, input: InspectInput): Promise<Inspection> {
  try {
    const { rows, problems, moreProblems } = await readMeasurements(text, input)
    return { rows, problems: [...problems, ...unlistedProblems(moreProblems)] }
  } catch (thrown) {
    if (isCancelled(thrown)) throw thrown
    return { rows: countRows(text), problems: [toFileProblem(thrown)] }
  }
}
