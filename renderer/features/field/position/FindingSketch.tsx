import { toRadians } from '#core/geo/angles'
import classes from './Position.module.css'

interface FindingSketchProps {
  /** Where the other thing lies, clockwise from north. */
  bearingDeg: number
  /** What the other thing is, in one word. */
  other: string
}

/** From the middle to either end, in the picture's units. */
const REACH = 30

/** Two places and the line between them, north up; the distance is said beside it, so it has no scale. */
export function FindingSketch({ bearingDeg, other }: FindingSketchProps) {
  const angle = toRadians(bearingDeg)
  const [x, y] = [REACH * Math.sin(angle), -REACH * Math.cos(angle)]
  return (
    <svg className={classes.sketch} viewBox="-64 -56 128 112" aria-hidden="true">
      <path className={classes.north} d="M -52 -26 V -44 M -56 -38 L -52 -44 L -48 -38" />
      <text className={classes.sketchText} x={-52} y={-12}>
        N
      </text>
      <path className={classes.sketchLine} d={`M ${-x} ${-y} L ${x} ${y}`} />
      <circle className={classes.here} cx={-x} cy={-y} r={7} />
      <text className={classes.sketchText} x={-x} y={-y + labelBelow(-y)}>
        Here
      </text>
      <circle className={classes.there} cx={x} cy={y} r={7} />
      <text className={classes.sketchText} x={x} y={y + labelBelow(y)}>
        {other}
      </text>
    </svg>
  )
}

/** Beyond the end of the line, so that it does not lie on it. */
function labelBelow(y: number): number {
  return y < 0 ? -12 : 21
}
