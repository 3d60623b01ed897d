import { useEffect, useRef } from 'react'
import type { LabelPage } from '#core/provisioning/label/labelPages'
import type { SheetBox } from '#core/sheets/sheetMark'
import { drawMarksOn } from '../../../data/sheets/drawMarksOn'
import classes from './Label.module.css'

interface LabelPreviewProps {
  page: LabelPage
  /** The part of the page that is shown, in points; all of it otherwise. */
  part?: SheetBox | undefined
  /** In words, for those who do not see it. */
  label: string
  maxWidth: number
  maxHeight: number
}

/** A page as it will be printed: black on white paper, in every colour scheme. */
export function LabelPreview({ page, part, label, maxWidth, maxHeight }: LabelPreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { x, y, width, height } = part ?? { x: 0, y: 0, width: page.width, height: page.height }
  const shown = Math.min(maxWidth / width, maxHeight / height)
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    let isShown = true
    const draw = () => {
      if (!isShown) return
      const scale = shown * window.devicePixelRatio
      element.width = Math.round(width * scale)
      element.height = Math.round(height * scale)
      drawMarksOn(context, page.marks, scale, [x, y])
    }
    draw()
    // Letters drawn before their face has come are another face's.
    Promise.all(['400 12px "Inter Variable"', '600 12px "Inter Variable"'].map((face) => document.fonts.load(face))).then(
      draw,
      () => {},
    )
    return () => {
      isShown = false
    }
  }, [page, shown, x, y, width, height])
  return <canvas ref={canvas} role="img" aria-label={label} className={classes.paper} style={{ width: width * shown }} />
}
