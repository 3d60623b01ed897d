/** What a terrain profile hands out as files: its numbers as CSV, its picture as PNG. */
import type { LineOfSight } from '#core/coverage/terrain/lineOfSight'
import type { TerrainProfile } from '#core/coverage/terrain/terrainProfile'
import { csvFigure, csvText } from '#core/files/csvText'
import { Problem } from '#core/model/problem'
import type { ProfilePicture } from './profilePicture'

const COLUMNS = [
  'distance_m',
  'lat',
  'lng',
  'elevation_m',
  'raised_ground_m',
  'line_m',
  'fresnel_radius_m',
  'clearance_m',
] as const

/** One line per sample; what is not known stays empty. */
export function profileCsv(profile: TerrainProfile, sight: LineOfSight): string {
  const cell = (values: Float64Array, index: number, decimals: number) => csvFigure(values[index] ?? Number.NaN, decimals)
  const rows = Array.from(profile.elevationsM, (_, index) => [
    csvFigure(index * profile.resolutionM, 1),
    cell(profile.latDeg, index, 6),
    cell(profile.lngDeg, index, 6),
    cell(profile.elevationsM, index, 1),
    cell(sight.raisedGroundM, index, 2),
    cell(sight.lineM, index, 2),
    cell(sight.fresnelRadiusM, index, 2),
    cell(sight.clearanceM, index, 2),
  ])
  return csvText(COLUMNS, rows)
}

/** Colours on white, for paper and reports, whatever the screen's scheme. */
const INK = {
  paper: '#ffffff',
  text: '#334151',
  grid: '#d3dae3',
  ground: '#b3bfcc',
  groundEdge: '#4a5a6c',
  zone: 'rgb(15 117 111 / 14%)',
  line: '#0f756f',
  intruding: '#e8a33d',
  blocking: 'rgb(201 42 42 / 38%)',
  blockingEdge: '#c92a2a',
  gap: '#8b9aab',
}
const SCALE = 2
const CAPTION = 64

/** The picture with a title and its sentence, at twice the screen's resolution. @throws Problem `terrain.no-canvas`. */
export async function profilePng(picture: ProfilePicture, title: string, sentence: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(picture.width * SCALE, (picture.height + CAPTION) * SCALE)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Problem('terrain.no-canvas', 'The picture could not be drawn: close other windows and try again.')
  pen.scale(SCALE, SCALE)
  pen.fillStyle = INK.paper
  pen.fillRect(0, 0, picture.width, picture.height + CAPTION)
  pen.fillStyle = INK.text
  pen.font = "600 14px 'Inter Variable', sans-serif"
  pen.fillText(title, 14, 26, picture.width - 28)
  pen.font = "12px 'Inter Variable', sans-serif"
  pen.fillText(sentence, 14, 48, picture.width - 28)
  pen.translate(0, CAPTION)
  drawPicture(pen, picture)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await blob.arrayBuffer())
}

function drawPicture(pen: OffscreenCanvasRenderingContext2D, picture: ProfilePicture): void {
  const { left, right, top, bottom } = picture
  const fill = (data: string, color: string) => {
    pen.fillStyle = color
    pen.fill(new Path2D(data))
  }
  const stroke = (data: string, color: string, width: number, dashes: number[] = []) => {
    pen.setLineDash(dashes)
    pen.strokeStyle = color
    pen.lineWidth = width
    pen.stroke(new Path2D(data))
    pen.setLineDash([])
  }
  pen.font = "11px 'Inter Variable', sans-serif"
  for (const { at, label } of picture.elevations) {
    stroke(`M${left} ${at} H${right}`, INK.grid, 1)
    pen.fillStyle = INK.text
    pen.textAlign = 'right'
    pen.fillText(label, left - 6, at + 4)
  }
  for (const { from, to } of picture.gaps) {
    pen.save()
    pen.clip(new Path2D(`M${from} ${top} H${to} V${bottom} H${from} Z`))
    for (let x = from - bottom; x < to; x += 8) stroke(`M${x} ${bottom} l${bottom} ${-bottom}`, INK.gap, 1)
    pen.restore()
  }
  fill(picture.zone, INK.zone)
  fill(picture.ground, INK.ground)
  stroke(picture.ground, INK.groundEdge, 1)
  fill(picture.intruding, INK.intruding)
  fill(picture.blocking, INK.blocking)
  stroke(picture.blocking, INK.blockingEdge, 1)
  stroke(picture.freeEdge, INK.line, 1, [3, 3])
  stroke(picture.line, INK.line, 2)
  for (const { x, foot, top: tip } of picture.masts) stroke(`M${x} ${foot} V${tip}`, INK.text, 3)
  pen.fillStyle = INK.text
  pen.textAlign = 'center'
  for (const { at, label } of picture.distances) pen.fillText(label, at, bottom + 18)
}
