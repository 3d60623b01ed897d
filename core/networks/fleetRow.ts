/** One hotspot as a file describes it: the Hotspot record without what the database adds. */
import type { FileProblem } from '../files/fileProblem'
import type { Hotspot } from '../model/records'

export type FleetRow = Omit<Hotspot, 'importId' | 'createdAt' | 'updatedAt'>

/** What a column can be used for. */
export type FleetColumn = 'id' | 'name' | 'lat' | 'lng' | 'h3' | 'owner' | 'place' | 'groups' | 'network' | 'since'

/** Which column of a file serves which use, by header. The key is needed, and a position as lat and lng, or h3, or both. */
export type FleetMapping = { id: string } & Partial<Record<FleetColumn, string>>

export interface FleetReading {
  format: string
  /** Data rows in the file, with and without problems. */
  rows: number
  hotspots: FleetRow[]
  /** Hotspots that were read and have no position. */
  withoutLocation: number
  problems: FileProblem[]
  /** Rows left out because their key came earlier in the file; each is also a problem. */
  duplicates: { key: string; line: number; firstLine: number }[]
}
