/** A picture of the map that can be read on its own: title and date above, legends and scale beside, sources below. */
import { numberText } from '#core/words/numberText'
import { positionText } from '#core/words/positionText'
import type { LegendModel } from './legendModel'
import type { MapSnapshot } from './mapSnapshot'
import { metresPerPixel } from './mapView'
import { type Rgb, rgbText, type Scheme } from './palette'
import { scaleBarLength } from './scaleBarLength'

const COLORS: Record<Scheme, { paper: string; text: string; muted: string }> = {
  light: { paper: '#ffffff', text: '#131b25', muted: '#55616e' },
  dark: { paper: '#182029', text: '#e6ecf1', muted: '#9fadba' },
}
const PAD = 16
const LEGEND_WIDTH = 232
const FAMILY = '"Inter Variable", sans-serif'
const BASEMAP_SOURCE = 'Land: Natural Earth'

/** @param date as it is to be read */
export function drawMapSheet(
  snapshot: MapSnapshot,
  title: string,
  date: string,
  legends: readonly LegendModel[],
): HTMLCanvasElement | null {
  const { size, pixelRatio, scheme } = snapshot
  const colors = COLORS[scheme]
  const sheet = document.createElement('canvas')
  const head = 56
  const foot = 44
  const side = legends.length > 0 ? LEGEND_WIDTH + PAD : 0
  const mapHeight = Math.max(
    size.height,
    legends.reduce((sum, legend) => sum + legendHeight(legend), 0),
  )
  sheet.width = Math.round((size.width + side + 2 * PAD) * pixelRatio)
  sheet.height = Math.round((mapHeight + head + foot) * pixelRatio)
  const context = sheet.getContext('2d')
  if (!context) return null
  context.scale(pixelRatio, pixelRatio)
  context.fillStyle = colors.paper
  context.fillRect(0, 0, size.width + side + 2 * PAD, mapHeight + head + foot)
  const write = (text: string, x: number, y: number, font: string, color: string, align: CanvasTextAlign = 'left') => {
    context.font = `${font} ${FAMILY}`
    context.fillStyle = color
    context.textAlign = align
    context.fillText(text, x, y)
  }
  write(title, PAD, 28, '600 18px', colors.text)
  write(date, PAD, 46, '400 12px', colors.muted)
  context.drawImage(snapshot.canvas, PAD, head, size.width, size.height)
  drawScale(context, snapshot, head + size.height - 14, scheme)
  let y = head
  for (const legend of legends) {
    drawLegend(context, legend, PAD + size.width + PAD, y, scheme, write)
    y += legendHeight(legend)
  }
  const sources = [...snapshot.attributions, BASEMAP_SOURCE].join(' · ')
  write(sources, PAD, head + mapHeight + 26, '400 11px', colors.muted)
  const { latitude, longitude, zoom } = snapshot.view
  const centre = `Centre ${positionText({ lat: latitude, lng: longitude }, 4)} · zoom ${zoom.toFixed(1)} · Commonmast`
  write(centre, PAD + size.width + side, head + mapHeight + 26, '400 11px', colors.muted, 'right')
  return sheet
}

type Write = (text: string, x: number, y: number, font: string, color: string, align?: CanvasTextAlign) => void

function drawScale(context: CanvasRenderingContext2D, { view, scheme }: MapSnapshot, y: number, of: Scheme): void {
  const { widthPx, label } = scaleBarLength(metresPerPixel(view), 140)
  const colors = COLORS[of]
  const x = PAD + 12
  context.font = `400 12px ${FAMILY}`
  context.globalAlpha = 0.88
  context.fillStyle = COLORS[scheme].paper
  context.fillRect(x - 6, y - 22, Math.max(widthPx, context.measureText(label).width) + 12, 28)
  context.globalAlpha = 1
  context.fillStyle = colors.text
  context.textAlign = 'left'
  context.fillText(label, x, y - 8)
  context.strokeStyle = colors.text
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x, y - 4)
  context.lineTo(x, y)
  context.lineTo(x + widthPx, y)
  context.lineTo(x + widthPx, y - 4)
  context.stroke()
}

const ROW = 18
const RAMP_HEIGHT = 62

function legendHeight({ ends, note, categories, rest, unknown }: LegendModel): number {
  const rows = categories.length + (rest ? 1 : 0) + (unknown ? 1 : 0)
  return 40 + (ends ? RAMP_HEIGHT : 0) + rows * ROW + (note === null ? 0 : ROW) + PAD
}

function drawLegend(
  context: CanvasRenderingContext2D,
  legend: LegendModel,
  x: number,
  top: number,
  scheme: Scheme,
  write: Write,
): void {
  const { text, muted } = COLORS[scheme]
  write(legend.name, x, top + 14, '600 14px', text)
  if (legend.unit !== '') write(legend.unit, x + LEGEND_WIDTH, top + 14, '400 12px', muted, 'right')
  write(legend.cellsText, x, top + 32, '400 12px', muted)
  let y = top + 40
  if (legend.ends) {
    const most = Math.max(1, ...legend.steps.map(({ cells }) => cells))
    const width = LEGEND_WIDTH / legend.steps.length
    for (const [i, { color, cells }] of legend.steps.entries()) {
      const height = cells === 0 ? 0 : Math.max(1, (cells / most) * 32)
      context.fillStyle = rgbText(color)
      context.fillRect(x + i * width, y + 32 - height, width - 0.5, height)
      context.fillRect(x + i * width, y + 34, width + 0.5, 8)
    }
    write(legend.ends[0], x, y + 56, '400 12px', text)
    write(legend.ends[1], x + LEGEND_WIDTH, y + 56, '400 12px', text, 'right')
    y += RAMP_HEIGHT
  }
  const row = (label: string, cells: number, color: Rgb | null, isHatched = false) => {
    if (color) drawSwatch(context, x, y + 3, color, isHatched)
    write(label, x + 20, y + 13, '400 12px', text)
    write(numberText(cells), x + LEGEND_WIDTH, y + 13, '400 12px', text, 'right')
    y += ROW
  }
  for (const { label, cells, color } of legend.categories) row(label, cells, color)
  if (legend.rest) row(`${numberText(legend.rest.categories)} more`, legend.rest.cells, null)
  if (legend.unknown) row('Unknown', legend.unknown.cells, legend.unknown.color, true)
  if (legend.note !== null) write(legend.note, x, y + 13, '400 12px', muted)
}

function drawSwatch(context: CanvasRenderingContext2D, x: number, y: number, color: Rgb, isHatched: boolean): void {
  context.fillStyle = rgbText(color)
  context.strokeStyle = rgbText(color)
  if (!isHatched) {
    context.fillRect(x, y, 12, 12)
    return
  }
  context.lineWidth = 1
  context.strokeRect(x + 0.5, y + 0.5, 11, 11)
  context.beginPath()
  for (const offset of [4, 8, 12]) {
    context.moveTo(x + offset, y)
    context.lineTo(x, y + offset)
  }
  context.stroke()
}
