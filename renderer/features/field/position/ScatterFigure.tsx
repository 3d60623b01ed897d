import type { GnssReception } from '#core/provisioning/nmea/averagedPosition'
import classes from './Position.module.css'
import { scatterPicture } from './scatterPicture'

interface ScatterFigureProps {
  scatter: GnssReception['scatter']
  /** Of the fixes that agree, once the receiver's driver says it. */
  agreedRmsM: number | null
}

/** Half the side of the picture, in its own units. */
const HALF = 150

/** The fixes around their mean, north up, with rings of metres and the circle of their scatter. */
export function ScatterFigure({ scatter, agreedRmsM }: ScatterFigureProps) {
  const { extentM, ringsM, points, outside, rmsM, words } = scatterPicture(scatter, agreedRmsM)
  const scale = HALF / extentM
  const newest = points.at(-1)
  return (
    <figure className={classes.scatter}>
      <svg viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`} role="img" aria-label={words}>
        <path className={classes.axis} d={`M ${-HALF} 0 H ${HALF} M 0 ${-HALF} V ${HALF}`} />
        {ringsM.map((ring) => (
          <g key={ring}>
            <circle className={classes.ring} r={ring * scale} />
            <text className={classes.ringText} x={4} y={-ring * scale - 4}>
              {ring} m
            </text>
          </g>
        ))}
        <path
          className={classes.fixes}
          d={points.map(({ eastM, northM }) => `M ${eastM * scale} ${-northM * scale} h 0`).join(' ')}
        />
        {rmsM > 0 && <circle className={classes.rms} r={rmsM * scale} />}
        {newest && <circle className={classes.newest} cx={newest.eastM * scale} cy={-newest.northM * scale} r={7} />}
      </svg>
      <figcaption className="figures">
        {scatter.length === 0 ? 'No fix yet' : `Dashed: scatter ${rmsM.toFixed(1)} m`}
        {outside > 0 && ` · ${outside} outside the picture`}
      </figcaption>
    </figure>
  )
}
