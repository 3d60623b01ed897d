/** The marks of a printed page on a canvas: a preview of what the PDF will show, and pictures of it. */
import type { SheetColor, SheetMark, SheetPoint } from '#core/planning/workOrders/sheetMark'

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/**
 * Fills the canvas with white paper and draws on it.
 * @param scale dots per point
 * @param origin the place on the page, in points, that is at the canvas's top left
 */
export function drawMarksOn(context: Context, marks: readonly SheetMark[], scale: number, origin: SheetPoint = [0, 0]): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, context.canvas.width, context.canvas.height)
  context.setTransform(1, 0, 0, 1, -Math.round(origin[0] * scale), -Math.round(origin[1] * scale))
  for (const mark of marks) drawMark(context, mark, scale)
}

function drawMark(context: Context, mark: SheetMark, scale: number): void {
  switch (mark.kind) {
    case 'text':
      context.fillStyle = css(mark.color)
      context.font = `${mark.bold ? 600 : 400} ${mark.size * scale}px "Inter Variable", Inter, sans-serif`
      context.fillText(mark.text, mark.x * scale, mark.y * scale)
      return
    case 'line':
      trace(context, [mark.from, mark.to], scale)
      stroke(context, mark.color, mark.width * scale)
      return
    case 'box': {
      const { x, y, width, height } = mark.box
      context.beginPath()
      context.rect(x * scale, y * scale, width * scale, height * scale)
      paint(context, mark.fill, mark.edge, 0.8 * scale)
      return
    }
    case 'disc':
      context.beginPath()
      context.arc(mark.centre[0] * scale, mark.centre[1] * scale, mark.radius * scale, 0, 2 * Math.PI)
      paint(context, mark.fill, mark.edge, 0.8 * scale)
      return
    case 'polygon':
      context.beginPath()
      for (const ring of mark.rings) trace(context, snapped(ring, scale), 1, true)
      paint(context, mark.fill, mark.edge, mark.edgeWidth * scale)
      return
    case 'clip': {
      const { x, y, width, height } = mark.box
      context.save()
      context.beginPath()
      context.rect(x * scale, y * scale, width * scale, height * scale)
      context.clip()
      for (const inner of mark.marks) drawMark(context, inner, scale)
      context.restore()
    }
  }
}

/** On whole dots: an edge between two dots would be grey, and scanners want black. */
const snapped = (ring: readonly SheetPoint[], scale: number) =>
  ring.map(([x, y]): SheetPoint => [Math.round(x * scale), Math.round(y * scale)])

function trace(context: Context, points: readonly SheetPoint[], scale: number, isPart = false): void {
  if (!isPart) context.beginPath()
  for (const [at, [x, y]] of points.entries()) {
    if (at === 0) context.moveTo(x * scale, y * scale)
    else context.lineTo(x * scale, y * scale)
  }
  if (isPart) context.closePath()
}

function paint(context: Context, fill: SheetColor | null, edge: SheetColor | null, width: number): void {
  if (fill) {
    context.fillStyle = css(fill)
    context.fill()
  }
  if (edge) stroke(context, edge, width)
}

function stroke(context: Context, color: SheetColor, width: number): void {
  context.strokeStyle = css(color)
  context.lineWidth = width
  context.stroke()
}

const css = (color: SheetColor) => `rgb(${color.map((part) => Math.round(part * 255)).join(' ')})`
