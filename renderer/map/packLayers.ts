/** Map packs as deck.gl layers, and their place names on a canvas of their own, where they stay sharp and level. */
import type { Layer } from '@deck.gl/core'
import { BitmapLayer, LineLayer } from '@deck.gl/layers'
import { cellsLayer } from './mapLayers'
import type { DrawnPack } from './mapPackSource'
import type { MapView, ViewSize } from './mapView'
import { placeLabels } from './packTiles'
import type { Scheme } from './palette'

export function packLayers({ pack, joined, rasters }: DrawnPack, view: MapView): Layer[] {
  const { layerId, opacity } = pack
  const { lines } = joined
  return [
    ...rasters.map(({ key, image, bounds }) => new BitmapLayer({ id: `${layerId}-${key}`, image, bounds, opacity })),
    cellsLayer(`${layerId}-fills`, joined.fills, joined.fillColors, opacity),
    new LineLayer({
      id: `${layerId}-lines`,
      data: lineDataOf(lines),
      positionFormat: 'XY',
      widthUnits: 'pixels',
      widthScale: Math.max(0.5, Math.min(3, 2 ** ((view.zoom - 12) / 2.5))),
      opacity,
    }),
  ]
}

interface LineData {
  length: number
  attributes: Record<string, { value: Float64Array | Uint8Array | Float32Array; size: number; normalized?: boolean }>
}

/** The same object for the same buffers, so that a pan uploads nothing. */
const lineData = new WeakMap<DrawnPack['joined']['lines'], LineData>()

function lineDataOf(lines: DrawnPack['joined']['lines']): LineData {
  const known = lineData.get(lines)
  if (known) return known
  const data: LineData = {
    length: lines.length,
    attributes: {
      getSourcePosition: { value: lines.from, size: 2 },
      getTargetPosition: { value: lines.to, size: 2 },
      getColor: { value: lines.colors, size: 4, normalized: true },
      getWidth: { value: lines.widths, size: 1 },
    },
  }
  lineData.set(lines, data)
  return data
}

const TEXT: Record<Scheme, { fill: string; halo: string }> = {
  light: { fill: '#33404d', halo: 'rgb(255 255 255 / 85%)' },
  dark: { fill: '#d5dee6', halo: 'rgb(16 22 29 / 85%)' },
}

/** Place names over everything that is drawn. */
export class LabelCanvas {
  readonly canvas = document.createElement('canvas')
  private isEmpty = true

  constructor(container: HTMLElement) {
    this.canvas.style.position = 'absolute'
    this.canvas.style.inset = '0'
    this.canvas.style.width = '100%'
    this.canvas.style.height = '100%'
    this.canvas.style.pointerEvents = 'none'
    container.append(this.canvas)
  }

  draw(packs: readonly DrawnPack[], view: MapView, size: ViewSize, scheme: Scheme): void {
    const labels = packs.flatMap(({ joined }) => joined.labels)
    if (labels.length === 0 && this.isEmpty) return
    const ratio = Math.min(window.devicePixelRatio, 2)
    this.canvas.width = Math.round(size.width * ratio)
    this.canvas.height = Math.round(size.height * ratio)
    const context = this.canvas.getContext('2d')
    this.isEmpty = labels.length === 0
    if (!context || this.isEmpty) return
    context.scale(ratio, ratio)
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.lineJoin = 'round'
    context.lineWidth = 3
    context.strokeStyle = TEXT[scheme].halo
    context.fillStyle = TEXT[scheme].fill
    const fontOf = (fontPx: number) => `500 ${fontPx}px "Inter Variable", sans-serif`
    const placed = placeLabels(labels, view, size, (text, fontPx) => {
      context.font = fontOf(fontPx)
      return context.measureText(text).width
    })
    for (const { text, x, y, size: fontPx } of placed) {
      context.font = fontOf(fontPx)
      context.strokeText(text, x, y)
      context.fillText(text, x, y)
    }
  }
}
