import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { type QrModules, QUIET_MODULES } from '#core/files/qr/qrModules'
import classes from './Qr.module.css'

/** A QR code as large as its place, black on white whatever the appearance, each square as many whole pixels as the others. */
export function QrPicture({ code, label }: { code: QrModules; label: string }) {
  const { ref, width, height } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const squares = code.size + 2 * QUIET_MODULES
  const squarePx = Math.max(1, Math.floor((Math.min(width, height) * window.devicePixelRatio) / squares))

  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!pen) return
    const side = squares * squarePx
    pen.canvas.width = side
    pen.canvas.height = side
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, side, side)
    pen.fillStyle = '#000'
    code.dark.forEach((isDark, at) => {
      const left = (QUIET_MODULES + (at % code.size)) * squarePx
      const top = (QUIET_MODULES + Math.floor(at / code.size)) * squarePx
      if (isDark) pen.fillRect(left, top, squarePx, squarePx)
    })
  }, [code, squares, squarePx])

  const side = (squares * squarePx) / window.devicePixelRatio
  return (
    <div ref={ref} className={classes.place}>
      <canvas ref={canvas} role="img" aria-label={label} style={{ width: side, height: side }} />
    </div>
  )
}
