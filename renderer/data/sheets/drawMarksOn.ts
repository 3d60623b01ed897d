/** The marks of a printed page on a canvas: a preview of what the PDF will show, and pictures of it. */
import type { SheetColor, SheetMark, SheetPoint } from '#core/sheets/sheetMark'

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
      for (const ring of mark.rings) {
        const box = mark.edge === null ? boxOf(ring, scale) : null
        if (box && mark.fill) {
          context.fillStyle = css(mark.fill)
          context.fillRect(...box)
        } else trace(context, ring, scale, true)
      }
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

/** An upright rectangle on whole dots, or null for another shape: an edge between two dots would be grey, and scanners want black. */
function boxOf(ring: readonly SheetPoint[], scale: number): [x: number, y: number, width: number, height: number] | null {
  const xs = [...new Set(ring.map(([x]) => x))]
  const ys = [...new Set(ring.map(([, y]) => y))]
  if (ring.length !== 4 || xs.length !== 2 || ys.length !== 2) return null
  const [left, right] = [Math.round(Math.min(...xs) * scale), Math.round(Math.max(...xs) * scale)]
  const [top, bottom] = [Math.round(Math.min(...ys) * scale), Math.round(Math.max(...ys) * scale)]
  return [left, top, right - left, bottom - top]
}

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
