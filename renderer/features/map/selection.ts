/** What is chosen on the map, as the search part of its address: `#/map?hotspot=ID` or `#/map?cell=H3`. */
import { parseCell } from '../../map/coordinates'
import type { MapSelection } from '../../map/mapContent'

export function readSelection(search: string): MapSelection | null {
  const parameters = new URLSearchParams(search)
  const id = parameters.get('hotspot')
  if (id) return { kind: 'hotspot', id }
  const cell = parseCell(parameters.get('cell') ?? '')
  return cell ? { kind: 'cell', cell } : null
}

export function selectionAddress(selection: MapSelection | null): string {
  if (!selection) return '/map'
  return selection.kind === 'cell' ? `/map?cell=${selection.cell}` : `/map?hotspot=${encodeURIComponent(selection.id)}`
}
