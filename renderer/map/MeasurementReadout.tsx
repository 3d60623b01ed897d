import { CloseButton, Group, Text, Title } from '@mantine/core'
import { bearingText } from '#core/words/directionText'
import { areaText, lengthText } from '#core/words/distanceText'
import classes from './MapTools.module.css'
import { type Measurement, measurePath } from './measurement'

/** What was measured so far: each leg, their sum and, once closed, the area. */
export function MeasurementReadout({ measurement }: { measurement: Measurement }) {
  const { corners, closed, cancel } = measurement
  const { legs, totalM, areaM2 } = measurePath(corners, closed)
  return (
    <section className={classes.readout} aria-label="Measurement" data-testid="measurement">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{legs.length === 0 ? 'Measure' : lengthText(totalM)}</Title>
        <CloseButton size="sm" aria-label="Stop measuring" onClick={cancel} />
      </Group>
      {areaM2 !== null && (
        <Text fz="sm" className="figures">
          {areaText(areaM2)} enclosed
        </Text>
      )}
      {legs.length > 0 && (
        <table className={`${classes.legs} figures`}>
          <thead>
            <tr>
              <th scope="col">Leg</th>
              <th scope="col">Length</th>
              <th scope="col">Bearing</th>
            </tr>
          </thead>
          <tbody>
            {legs.map(({ order, lengthM, bearingDeg }) => (
              <tr key={order}>
                <td>{order}</td>
                <td>{lengthText(lengthM)}</td>
                <td>{bearingText(bearingDeg)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Text fz="xs" c="dimmed">
        {closed
          ? 'Closed. Click to measure anew.'
          : 'Click or press Space to set a point, Backspace takes one back, Enter closes the area, Escape ends. Great-circle lengths.'}
      </Text>
    </section>
  )
}
