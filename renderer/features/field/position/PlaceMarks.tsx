import type { LatLng } from '#core/geo/sphere'
import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import { FAR_FROM_ORDER_M } from '#core/provisioning/placement/checkPlacement'
import { type MapView, metresPerPixel, toPixel, type ViewSize } from '../../../map/mapView'
import classes from './Position.module.css'

interface PlaceMarksProps {
  view: MapView
  size: ViewSize
  workOrder: LatLng | null
  fix: AveragedPosition | null
}

/** Half the length of the cross's arms, and the gap in its middle, in pixels. */
const ARM = 26
const GAP = 5
const CROSS = `M ${-ARM} 0 H ${-GAP} M ${GAP} 0 H ${ARM} M 0 ${-ARM} V ${-GAP} M 0 ${GAP} V ${ARM}`
const LEAST_RADIUS_PX = 4

/** Drawn over the map: the cross, the work order's place and how far from it is not odd, the fix with its scatter. All of it is also said in words beside. */
export function PlaceMarks({ view, size, workOrder, fix }: PlaceMarksProps) {
  const at = ({ lat, lng }: LatLng) => {
    const [x, y] = toPixel(view, size, [lng, lat])
    return `translate(${x} ${y})`
  }
  return (
    <svg className={classes.marks} aria-hidden="true">
      {fix && (
        <g transform={at(fix)}>
          <circle className={classes.fixCircle} r={Math.max(LEAST_RADIUS_PX, fix.scatterRmsM / metresPerPixel(view))} />
          <circle className={classes.fixPoint} r={4} />
          <text className={classes.markText} x={10} y={16}>
            Measured
          </text>
        </g>
      )}
      {workOrder && (
        <g transform={at(workOrder)}>
          <circle className={classes.orderReach} r={FAR_FROM_ORDER_M / metresPerPixel(view)} />
          <rect className={classes.order} x={-9} y={-9} width={18} height={18} />
          <text className={classes.markText} x={15} y={-8}>
            Work order
          </text>
        </g>
      )}
      <g transform={`translate(${size.width / 2} ${size.height / 2})`}>
        <path className={classes.crossHalo} d={CROSS} />
        <path className={classes.cross} d={CROSS} />
      </g>
    </svg>
  )
}
