/** Fleets: the exports of networks, and any table with a key and a position per row. */
import { GENERIC_HOTSPOTS_CSV, genericHotspotsCsv } from '../networks/genericHotspotsCsv'
import { heliumExplorerCsv } from '../networks/heliumExplorerCsv'
import type { FleetCsvFormat } from '../networks/readFleetTable'
import { ttnGatewaysCsv } from '../networks/ttnGatewaysCsv'
import { featuresOf, isTtnGateways, ttnGatewaysGeojson } from '../networks/ttnGatewaysGeojson'
import { hasColumns } from './fileContent'
import { guessFleetMapping } from './guessFleetMapping'
import { type ImportFormat, type InspectInput, type Inspection, importFormat, type OpenedContent } from './importFormat'
import { readOpenedFleet } from './readOpenedFleet'

export const knownFleetFormats: readonly ImportFormat[] = [
  fleetCsv(heliumExplorerCsv),
  fleetCsv(ttnGatewaysCsv),
  importFormat({
    name: ttnGatewaysGeojson,
    use: 'fleet',
    open: (content) => {
      if (content.carrier !== 'json') return null
      const features = featuresOf(content.document)
      if (features === null || !isTtnGateways(features)) return null
      return { kind: 'fleet-geojson', features, text: content.text }
    },
    inspect: inspectFleet,
  }),
]

/** Its columns are guessed; the person may map them otherwise. */
export const genericFleetFormat: ImportFormat = importFormat({
  name: GENERIC_HOTSPOTS_CSV,
  use: 'fleet',
  open: (content) => {
    const guess = content.carrier === 'table' ? guessFleetMapping(content) : null
    if (content.carrier !== 'table' || guess === null) return null
    return { kind: 'fleet-table', table: content.whole(), fleetFormat: genericHotspotsCsv(guess), guess }
  },
  inspect: inspectFleet,
})

function fleetCsv(fleetFormat: FleetCsvFormat): ImportFormat {
  return importFormat({
    name: fleetFormat.format,
    use: 'fleet',
    open: (content) => {
      if (content.carrier !== 'table') return null
      if (!hasColumns(content.head, Object.values(fleetFormat.mapping), fleetFormat.distinctive)) return null
      return { kind: 'fleet-table', table: content.whole(), fleetFormat, guess: guessFleetMapping(content) }
    },
    inspect: inspectFleet,
  })
}

async function inspectFleet(opened: OpenedContent, input: InspectInput): Promise<Inspection> {
  const { withoutLocation, problems } = await readOpenedFleet(opened, input)
  return { withoutLocation, problems }
}
