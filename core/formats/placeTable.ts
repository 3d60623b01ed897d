/**
 * Tables about places rather than hotspots: weights, candidate sites, measurements. A table whose rows have keys of their
 * own stays a fleet; what gives these away is a column that no fleet has.
 */
import { candidateColumns, weightColumns } from '../demand/cellTableColumns'
import type { Table } from '../files/parseTable'
import type { FleetMapping } from '../networks/fleetRow'

export interface PlaceTable {
  use: 'weights' | 'candidates' | 'measurements'
  /** The whole file; its rows are read one by one. */
  text: string
  /** The header and the first rows. */
  head: Table
}

const SIGNAL = /^(dbm|rssi|rsrp|power|rx_?power|received_?power|signal|signal_?strength|signal_?level)([_ (]*dbm\)?)?$/i

/** @param fleet how the table would be read as a fleet, or null without a key and a position */
export function placeTableOf(text: string, head: Table, fleet: FleetMapping | null): PlaceTable | null {
  const use = purposeOf(head.headers, fleet)
  return use === null ? null : { use, text, head }
}

function purposeOf(headers: readonly string[], fleet: FleetMapping | null): PlaceTable['use'] | null {
  const places = candidateColumns(headers)
  if (places === null) return null
  if (headers.some((header) => SIGNAL.test(header.trim()))) return 'measurements'
  // A name alone serves a fleet as its key, and a candidate as its name: a cost decides.
  const hasOwnKey = fleet !== null && fleet.id !== fleet.name
  const hasWeights = weightColumns(headers) !== null
  if (places.cost !== null && !hasOwnKey && !hasWeights) return 'candidates'
  return hasWeights && fleet === null ? 'weights' : null
}
