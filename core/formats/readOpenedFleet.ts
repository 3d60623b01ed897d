/** An opened file of hotspots, of whatever recognised format, as fleet rows ready to be imported. Nothing is stored here. */
import type { ImportPace } from '../files/importPace'
import { parseTable } from '../files/parseTable'
import { Problem } from '../model/problem'
import type { FleetMapping, FleetReading } from '../networks/fleetRow'
import { GENERIC_HOTSPOTS_CSV, genericHotspotsCsv } from '../networks/genericHotspotsCsv'
import { readFleetTable } from '../networks/readFleetTable'
import { readTtnGatewaysGeojson } from '../networks/ttnGatewaysGeojson'
import type { OpenedContent } from './importFormat'

export interface FleetOptions extends ImportPace {
  /** Columns as the person mapped them: the table is then read as a generic one, whatever it looks like. */
  mapping?: FleetMapping | undefined
  /** Network of hotspots whose row does not name one, for generic tables. */
  network?: string | undefined
}

/**
 * Every data row becomes one hotspot or one problem. Trying another mapping does not parse the file again.
 * @throws Problem `import.not-a-fleet`, `import.mapping-needed`, or `import.cancelled` when the signal is aborted.
 */
export async function readOpenedFleet(opened: OpenedContent, options: FleetOptions): Promise<FleetReading> {
  const { mapping, network } = options
  if (mapping !== undefined && 'table' in opened) {
    const table = opened.kind === 'place-table' ? parseTable(opened.table.text) : opened.table
    return readFleetTable(table, genericHotspotsCsv(mapping, network), options)
  }
  if (opened.kind === 'fleet-geojson') return readTtnGatewaysGeojson(opened.features, opened.text, options)
  if (opened.kind === 'fleet-table') {
    const { fleetFormat, guess } = opened
    const generic = guess !== null && fleetFormat.format === GENERIC_HOTSPOTS_CSV
    return readFleetTable(opened.table, generic ? genericHotspotsCsv(guess, network) : fleetFormat, options)
  }
  if (opened.kind === 'unknown-table') throw mappingNeeded(opened.table.headerLine)
  throw new Problem('import.not-a-fleet', 'This file holds no hotspots: choose a fleet export as CSV or GeoJSON.')
}

export function mappingNeeded(line: number): Problem {
  return new Problem('import.mapping-needed', 'No columns with a key and a position were found: say which columns hold them.', {
    line,
  })
}
