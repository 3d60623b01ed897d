import { useId } from 'react'
import type { ProfilePicture } from './profilePicture'
import classes from './Terrain.module.css'

interface ProfileChartProps {
  picture: ProfilePicture
  /** What the picture says, in words. */
  label: string
  /** Where the reading is taken, metres from the first end. */
  readingM: number
  onReading: (share: number) => void
}

/** Cross-section: ground on a curved earth, straight line of sight, first Fresnel zone, what stands in it. */
export function ProfileChart({ picture, label, readingM, onReading }: ProfileChartProps) {
  const { width, height, left, right, top, bottom, worst } = picture
  const reading = picture.xOf(readingM)
  const hatch = useId()
  return (
    <svg
      width={width}
      height={height}
      className={classes.chart}
      role="img"
      aria-label={label}
      onPointerMove={(event) => {
        const share = (event.nativeEvent.offsetX - left) / (right - left)
        if (share >= 0 && share <= 1) onReading(share)
      }}
    >
      <defs>
        <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className={classes.hatch} x1={0} x2={0} y1={0} y2={6} />
        </pattern>
      </defs>
      {picture.elevations.map(({ at, label: text }) => (
        <g key={text}>
          <line className={classes.grid} x1={left} x2={right} y1={at} y2={at} />
          <text className={classes.label} x={left - 6} y={at + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {picture.gaps.map(({ from, to }) => (
        <g key={from}>
          <rect fill={`url(#${hatch})`} x={from} y={top} width={to - from} height={bottom - top} />
          {to - from > 70 && (
            <text className={classes.label} x={(from + to) / 2} y={bottom - 8} textAnchor="middle">
              no terrain
            </text>
          )}
        </g>
      ))}
      <path className={classes.zone} d={picture.zone} />
      <path className={classes.ground} d={picture.ground} />
      <path className={classes.intruding} d={picture.intruding} />
      <path className={classes.blocking} d={picture.blocking} />
      <path className={classes.freeEdge} d={picture.freeEdge} />
      <path className={classes.sight} d={picture.line} />
      {picture.masts.map(({ x, foot, top: tip }) => (
        <line key={x} className={classes.mast} x1={x} x2={x} y1={foot} y2={tip} />
      ))}
      {worst && (
        <g className={classes.worst}>
          <line x1={worst.x} x2={worst.x} y1={worst.line} y2={worst.ground} />
          <circle cx={worst.x} cy={worst.ground} r={3.5} />
        </g>
      )}
      <line className={classes.reading} x1={reading} x2={reading} y1={top} y2={bottom} />
      {picture.distances.map(({ at, label: text }) => (
        <text key={text} className={classes.label} x={at} y={bottom + 18} textAnchor="middle">
          {text}
        </text>
      ))}
    </svg>
  )
}
