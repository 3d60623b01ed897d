/**
 * What is odd about where a device is said to be: a position that is asserted wrongly costs its owner. Pure and quick: one
 * pass over the fleet; distances are great-circle metres on H3's sphere, right at the poles and the antimeridian.
 */
import { cellToLatLng, latLngToCell } from 'h3-js'
import { toRadians } from '../../geo/angles'
import { greatCircleM, type LatLng, METRES_PER_DEGREE } from '../../geo/sphere'
import type { Hotspot, WorkOrder } from '../../model/records'
import { hotspotKeyOf } from '../../networks/deviceKey/hotspotId'
import { isoDay } from '../../words/dateText'
import { distanceText } from '../../words/distanceText'
import type { RecordedPosition } from '../provisioningFile'
import type { DeviceIdentifier } from '../session/sessionState'
import { DeviceKeys, isOwn } from './deviceKeys'
import { offsetText } from './offsetText'
import type { PlacedDevice } from './placedDevice'
import type { PlacementFinding } from './placementFinding'

/** One cell of H3's resolution 11 is 50 m from the next: within that a plan's coverage hardly changes, and few roofs are longer. */
export const FAR_FROM_ORDER_M = 50
/** Eight cells of resolution 11, which Helium's IoT rules wanted between two hotspots that prove each other. */
export const NEARBY_M = 400
/** Two positions of resolution 12, each rounded to its cell, and two receivers' errors together. */
export const MOVED_M = 50
/** The edge of a cell of resolution 12, at which hotspots are asserted: fixes that scatter more may name the wrong cell. */
export const SCATTERED_RMS_M = 10
/** In the Gulf of Guinea, where an empty field of 0 and 0 leads. */
const NULL_ISLAND_M = 1_000
/** Hotspots are asserted as cells of this resolution: two in one cell cannot be told apart by their place. */
const ASSERTED_RESOLUTION = 12
/** Public lists give positions of some networks as centres of resolution 8 only: so far the truth may be from it. */
const COARSE_RESOLUTION = 8
const COARSE_M = 600

export interface PlacementQuestion {
  position: RecordedPosition
  workOrder: Pick<WorkOrder, 'lat' | 'lng'> | null
  /** The fleet as known, this device among it or not. */
  hotspots: Iterable<Pick<Hotspot, 'id' | 'name' | 'lat' | 'lng' | 'updatedAt'>>
  /** What was put into service before, today's and older; without the record that is being made. */
  records: readonly PlacedDevice[]
  /** Of the device that is being placed. */
  identifiers: readonly DeviceIdentifier[]
}

export interface Neighbour extends LatLng {
  name: string
  distanceM: number
}

/** All that is odd, each thing once, the gravest first; empty when nothing is. */
export function checkPlacement(question: PlacementQuestion): PlacementFinding[] {
  const { position, workOrder } = question
  const { fix } = position
  const fromNullM = greatCircleM({ lat: 0, lng: 0 }, position)
  if (fromNullM <= NULL_ISLAND_M) {
    const message = 'The position is 0, 0 in the open sea, as an empty field gives it: measure or type the real one.'
    return [{ code: 'null-island', distanceM: fromNullM, message }]
  }
  const { neighbours, lastKnown } = searchFleet(question)
  const findings: PlacementFinding[] = []
  const fromOrderM = workOrder ? greatCircleM(workOrder, position) : 0
  if (workOrder && fromOrderM > FAR_FROM_ORDER_M) {
    const message = `This is ${offsetText(workOrder, position)} of where the work order wants it: check that it is the right order.`
    findings.push({ code: 'far-from-order', distanceM: fromOrderM, message })
  }
  const moved = lastKnown && movedFinding(lastKnown, position)
  if (moved) findings.push(moved)
  const duplicate = duplicateFinding(neighbours, position)
  if (duplicate) findings.push(duplicate)
  if (fix && fix.scatterRmsM > SCATTERED_RMS_M) {
    const message = `The fixes scatter by ${distanceText(fix.scatterRmsM)} (at most ${distanceText(fix.scatterMaxM)}): measure longer, away from walls, or compare with the map.`
    findings.push({ code: 'scattered', distanceM: fix.scatterRmsM, message })
  }
  return findings
}

/** Who stands near, the nearest first, and where this very device was known last. */
export function searchFleet({ position, hotspots, records, identifiers }: PlacementQuestion) {
  const keys = new DeviceKeys(identifiers)
  const neighbours: Neighbour[] = []
  let lastKnown: (LatLng & { at: string }) | null = null
  const rangeLat = NEARBY_M / METRES_PER_DEGREE
  // Near the poles every longitude is near.
  const nearestPole = Math.min(90, Math.abs(position.lat) + rangeLat)
  const rangeLng = nearestPole > 89.9 ? 360 : rangeLat / Math.cos(toRadians(nearestPole))

  const meet = (name: string, lat: number, lng: number) => {
    if (Math.abs(lat - position.lat) > rangeLat) return
    const turn = Math.abs(lng - position.lng)
    if (Math.min(turn, 360 - turn) > rangeLng) return
    const distanceM = greatCircleM(position, { lat, lng })
    if (distanceM <= NEARBY_M) neighbours.push({ name, lat, lng, distanceM })
  }
  const recognise = (lat: number, lng: number, at: string) => {
    if (lastKnown === null || at > lastKnown.at) lastKnown = { lat, lng, at }
  }

  for (const { id, name, lat, lng, updatedAt } of hotspots) {
    if (lat === null || lng === null) continue
    if (keys.hasHotspot(id)) recognise(lat, lng, updatedAt)
    else meet(name || hotspotKeyOf(id), lat, lng)
  }
  for (const { name, lat, lng, at, identifiers: others } of records) {
    if (others.some(({ kind, value }) => isOwn(kind) && keys.has(value))) recognise(lat, lng, at)
    else meet(name, lat, lng)
  }
  neighbours.sort((a, b) => a.distanceM - b.distanceM || (a.name < b.name ? -1 : 1))
  return { neighbours, lastKnown: lastKnown as (LatLng & { at: string }) | null }
}

function movedFinding(lastKnown: LatLng & { at: string }, position: LatLng): PlacementFinding | null {
  const distanceM = greatCircleM(lastKnown, position)
  if (distanceM <= (isCoarse(lastKnown) ? COARSE_M : MOVED_M)) return null
  const message = `This device was last known ${offsetText(position, lastKnown)} of here (${isoDay(lastKnown.at)}): if it was moved, assert its new place.`
  return { code: 'moved', distanceM, message }
}

function duplicateFinding(neighbours: readonly Neighbour[], position: LatLng): PlacementFinding | null {
  const [nearest] = neighbours
  if (!nearest) return null
  const others = neighbours.length - 1
  const more = others === 0 ? '' : `, and ${others} more within ${distanceText(NEARBY_M)}`
  const isSameCell = cellOf(nearest, ASSERTED_RESOLUTION) === cellOf(position, ASSERTED_RESOLUTION)
  const roughly = isCoarse(nearest) ? ', as far as its published place is exact' : isSameCell ? ', in the same H3 cell' : ''
  const message = `${nearest.name} stands ${distanceText(nearest.distanceM)} away${roughly}${more}: check that this is not the same device or roof.`
  return { code: 'duplicate-nearby', distanceM: nearest.distanceM, message }
}

/** Whether a place is exactly the centre of a large cell, as only a rounded one is. */
function isCoarse(place: LatLng): boolean {
  const [lat, lng] = cellToLatLng(cellOf(place, COARSE_RESOLUTION))
  return greatCircleM(place, { lat, lng }) < 1
}

const cellOf = ({ lat, lng }: LatLng, resolution: number) => latLngToCell(lat, lng, resolution)
