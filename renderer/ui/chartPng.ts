/**
 * A drawn chart as a PNG. The shapes are drawn onto a canvas one by one with the colours they have on screen: the page's
 * policy admits no picture made from a data or blob address, which is how an SVG is usually turned into pixels.
 */

/** Pixels per unit of the chart: sharp on paper at a hand's width. */
const SCALE = 3

/** @returns the bytes of a PNG on the given ground. @throws Error when the browser cannot make one. */
export async function chartPng(svg: SVGSVGElement, ground: string): Promise<Uint8Array<ArrayBuffer>> {
  const { x, y, width, height } = svg.viewBox.baseVal
  const canvas = new OffscreenCanvas(Math.ceil(width * SCALE), Math.ceil(height * SCALE))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on')
  context.fillStyle = ground
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(SCALE, SCALE)
  context.translate(-x, -y)
  for (const element of svg.querySelectorAll<SVGGraphicsElement>('line, polyline, polygon, rect, circle, path, text')) {
    drawElement(context, element)
  }
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
}

function drawElement(context: OffscreenCanvasRenderingContext2D, element: SVGGraphicsElement): void {
  const style = getComputedStyle(element)
  if (style.display === 'none' || style.visibility === 'hidden') return
  context.save()
  context.globalAlpha = Number(style.opacity)
  context.lineWidth = Number.parseFloat(style.strokeWidth)
  context.lineJoin = style.strokeLinejoin as CanvasLineJoin
  context.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat))
  if (element instanceof SVGTextElement) drawText(context, element, style)
  else {
    const shape = shapeOf(element)
    context.globalAlpha = Number(style.opacity) * Number(style.fillOpacity)
    if (style.fill !== 'none') {
      context.fillStyle = style.fill
      context.fill(shape)
    }
    context.globalAlpha = Number(style.opacity) * Number(style.strokeOpacity)
    if (style.stroke !== 'none') {
      context.strokeStyle = style.stroke
      context.stroke(shape)
    }
  }
  context.restore()
}

const ALIGN: Record<string, CanvasTextAlign> = { start: 'left', middle: 'center', end: 'right' }

function drawText(context: OffscreenCanvasRenderingContext2D, element: SVGTextElement, style: CSSStyleDeclaration): void {
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillStyle = style.fill
  context.textAlign = ALIGN[style.textAnchor] ?? 'left'
  context.fillText(element.textContent ?? '', number(element, 'x'), number(element, 'y'))
}

const number = (element: Element, name: string) => Number(element.getAttribute(name) ?? 0)

function shapeOf(element: SVGGraphicsElement): Path2D {
  const shape = new Path2D()
  const at = (name: string) => number(element, name)
  switch (element.tagName) {
    case 'line':
      shape.moveTo(at('x1'), at('y1'))
      shape.lineTo(at('x2'), at('y2'))
      return shape
    case 'rect':
      shape.rect(at('x'), at('y'), at('width'), at('height'))
      return shape
    case 'circle':
      shape.arc(at('cx'), at('cy'), at('r'), 0, 2 * Math.PI)
      return shape
    case 'path':
      return new Path2D(element.getAttribute('d') ?? '')
    default: {
      const points = (element.getAttribute('points') ?? '').trim().split(/\s+/)
      for (const point of points) {
        const [x, y] = point.split(',').map(Number)
        if (x !== undefined && y !== undefined) shape.lineTo(x, y)
      }
      if (element.tagName === 'polygon') shape.closePath()
      return shape
    }
  }
}
