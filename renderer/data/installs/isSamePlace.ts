/** Whether a device that was put into service again still stands where it stood. SPEC.md, rule [IN5]. */
import { cellToLatLng } from 'h3-js'
import { greatCircleM } from '#core/geo/sphere'
import { MOVED_M } from '#core/provisioning/placement/checkPlacement'

/** Cells of resolution 12. Where one is not known, nothing says that it moved. */
export function isSamePlace(one: string | null, other: string | null): boolean {
  if (one === null || other === null || one === other) return true
  return greatCircleM(placeOfCell(one), placeOfCell(other)) <= MOVED_M
}

function placeOfCell(cell: string) {
  const [lat, lng] = cellToLatLng(cell)
  return { lat, lng }
}
