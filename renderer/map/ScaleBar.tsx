import classes from './FleetMap.module.css'
import { scaleBarLength } from './scaleBarLength'

/** A round length on the ground, at the latitude of the centre. */
export function ScaleBar({ metresPerPixel }: { metresPerPixel: number }) {
  const { widthPx, label } = scaleBarLength(metresPerPixel, 110)
  return (
    <span className="figures">
      {label}
      <span className={classes.bar} style={{ width: widthPx }} />
    </span>
  )
}
