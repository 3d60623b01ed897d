/** The small map of a work order: where the site stands among its neighbours, north up, on a plane that touches the site. */
import { toRadians } from '../../geo/angles'
import { bearingDeg, greatCircleM, type LatLng } from '../../geo/sphere'
import {
  HAIRLINE,
  INK,
  MUTED,
  type SheetBox,
  type SheetColor,
  type SheetFont,
  type SheetMark,
  type SheetPoint,
} from '../../sheets/sheetMark'

type LngLat = readonly [lng: number, lat: number]

export interface Sketch {
  lat: number
  lng: number
  siteNumber: number | null
  /** Half the width of the ground that the map shows at least in its shorter direction. */
  radiusM: number
  /** Outlines of land near by, each an outer ring and its holes. */
  land: readonly (readonly (readonly LngLat[])[])[]
  /** Cells that this site covers, as rings. */
  cells: readonly (readonly LngLat[])[]
  hotspots: readonly LatLng[]
  /** Other sites of the plan. */
  sites: readonly { lat: number; lng: number; number: number }[]
}

const SEA: SheetColor = [0.93, 0.95, 0.97]
const LAND: SheetColor = [1, 1, 1]
const COAST: SheetColor = [0.62, 0.67, 0.73]
const CELL: SheetColor = [1, 0.9, 0.66]
const CELL_EDGE: SheetColor = [0.9, 0.72, 0.32]
const HOTSPOT: SheetColor = [0, 0.447, 0.698]
const WHITE: SheetColor = [1, 1, 1]

/** The marks of the map inside `box`, with a north arrow, a scale bar and its frame. */
export function sketchMap(sketch: Sketch, box: SheetBox, font: SheetFont): SheetMark[] {
  const ptPerM = Math.min(box.width, box.height) / 2 / sketch.radiusM
  const place = placer(sketch, box, ptPerM)
  const polygon = (rings: readonly (readonly LngLat[])[], fill: SheetColor, edge: SheetColor, edgeWidth: number): SheetMark => ({
    kind: 'polygon',
    rings: rings.map((ring) => ring.map(place)),
    fill,
    edge,
    edgeWidth,
  })
  const isInside = ([x, y]: SheetPoint) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
  const hotspots = sketch.hotspots.map(({ lat, lng }) => place([lng, lat])).filter(isInside)
  const others = sketch.sites.map((site) => ({ ...site, at: place([site.lng, site.lat]) })).filter(({ at }) => isInside(at))
  return [
    { kind: 'box', box, fill: sketch.land.length > 0 ? SEA : LAND, edge: null },
    {
      kind: 'clip',
      box,
      marks: [
        ...sketch.land.map((rings) => polygon(rings, LAND, COAST, 0.8)),
        ...sketch.cells.map((ring) => polygon([ring], CELL, CELL_EDGE, 0.3)),
        ...hotspots.map((centre): SheetMark => ({ kind: 'disc', centre, radius: 3.4, fill: HOTSPOT, edge: WHITE })),
        ...others.flatMap(({ at, number }) => numbered(at, String(number), 8, WHITE, MUTED, font)),
        ...numbered(
          place([sketch.lng, sketch.lat]),
          sketch.siteNumber === null ? '' : String(sketch.siteNumber),
          11,
          INK,
          WHITE,
          font,
        ),
      ],
    },
    { kind: 'box', box, fill: null, edge: HAIRLINE },
    ...northArrow(box),
    ...scaleBar(box, ptPerM, font),
  ]
}

/** Azimuthal equidistant about the site: distances and bearings from it are true. */
function placer(sketch: Sketch, box: SheetBox, ptPerM: number): (position: LngLat) => SheetPoint {
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  return ([lng, lat]) => {
    const bearing = toRadians(bearingDeg(sketch, { lat, lng }))
    const distancePt = greatCircleM(sketch, { lat, lng }) * ptPerM
    return [centre.x + distancePt * Math.sin(bearing), centre.y - distancePt * Math.cos(bearing)]
  }
}

function numbered(
  centre: SheetPoint,
  text: string,
  radius: number,
  fill: SheetColor,
  ink: SheetColor,
  font: SheetFont,
): SheetMark[] {
  const size = radius * 1.1
  const x = centre[0] - font.widthOf(text, size, true) / 2
  return [
    { kind: 'disc', centre, radius, fill, edge: ink },
    { kind: 'text', x, y: centre[1] + size * 0.36, text, size, bold: true, color: ink },
  ]
}

function northArrow(box: SheetBox): SheetMark[] {
  const [x, top] = [box.x + box.width - 22, box.y + 10]
  return [
    {
      kind: 'polygon',
      rings: [
        [
          [x, top],
          [x + 7, top + 20],
          [x, top + 15],
          [x - 7, top + 20],
        ],
      ],
      fill: INK,
      edge: WHITE,
      edgeWidth: 0.6,
    },
    { kind: 'text', x: x - 3.4, y: top + 31, text: 'N', size: 9, bold: true, color: INK },
  ]
}

const ROUND_LENGTHS = [1, 2, 5]

/** The longest round length that takes no more than a quarter of the map. */
export function scaleLengthM(ptPerM: number, widthPt: number): number {
  const longestM = widthPt / 4 / ptPerM
  const power = 10 ** Math.floor(Math.log10(longestM))
  const steps = ROUND_LENGTHS.map((step) => step * power)
  return steps.findLast((length) => length <= longestM * (1 + 1e-9)) ?? power
}

function scaleBar(box: SheetBox, ptPerM: number, font: SheetFont): SheetMark[] {
  const lengthM = scaleLengthM(ptPerM, box.width)
  const lengthPt = lengthM * ptPerM
  const text = lengthM >= 1_000 ? `${lengthM / 1_000} km` : `${lengthM} m`
  const [x, y] = [box.x + 12, box.y + box.height - 12]
  const width = Math.max(lengthPt, font.widthOf(text, 8, false)) + 12
  const line = (from: SheetPoint, to: SheetPoint): SheetMark => ({ kind: 'line', from, to, width: 1.2, color: INK })
  return [
    { kind: 'box', box: { x: x - 6, y: y - 19, width, height: 25 }, fill: WHITE, edge: null },
    line([x, y], [x + lengthPt, y]),
    line([x, y - 4], [x, y]),
    line([x + lengthPt, y - 4], [x + lengthPt, y]),
    { kind: 'text', x, y: y - 8, text, size: 8, bold: false, color: INK },
  ]
}
