import { Loader, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { coverageProbability } from '#core/coverage/coverageProbability'
import { thresholdDbm } from '#core/coverage/linkBudget'
import type { Hotspot } from '#core/model/records'
import { dbmText } from '#core/words/decibelText'
import { numberText } from '#core/words/numberText'
import classes from '../MapScreen.module.css'
import type { FleetCoverage } from './useFleetCoverage'

interface CellCoverageProps {
  cell: string
  fleet: FleetCoverage
  hotspots: Hotspot[]
  onChoose: (id: string) => void
}

interface Server {
  hotspot: Hotspot
  powerDbm: number
  probability: number
}

const LISTED = 12

/** Who covers a cell, how strongly and how surely: at its centre, by the profile that the map is painted with. */
export function CellCoverage({ cell, fleet, hotspots, onChoose }: CellCoverageProps) {
  const [servers, setServers] = useState<Server[] | null>(null)
  useEffect(() => {
    let isOver = false
    const threshold = thresholdDbm(fleet.profile)
    fleet.session.serversOfCell(cell).then(
      (found) => {
        if (isOver) return
        const byId = new Map(hotspots.map((hotspot) => [hotspot.id, hotspot]))
        setServers(
          found.flatMap(({ site, powerDbm }) => {
            const hotspot = byId.get(fleet.sites.hotspotIds[site] ?? '')
            const probability = coverageProbability(powerDbm, threshold, fleet.profile.shadowingSigmaDb)
            return hotspot ? [{ hotspot, powerDbm, probability }] : []
          }),
        )
      },
      // Painted anew in the meantime: the next coverage asks again.
      () => setServers(null),
    )
    return () => {
      isOver = true
    }
  }, [cell, fleet, hotspots])

  if (!servers) return <Loader size="xs" aria-label="Finding out who covers this cell" />
  const missed = servers.reduce((product, { probability }) => product * (1 - probability), 1)
  return (
    <section aria-label="Coverage of this cell">
      <Title order={3}>Covered by</Title>
      {servers.length === 0 ? (
        <Text fz="sm" c="dimmed">
          No hotspot reaches the centre of this cell.
        </Text>
      ) : (
        <>
          <Text fz="sm" className={classes.prose}>
            Best server: {share(servers[0]?.probability ?? 0)} sure. At least one of {servers.length}: {share(1 - missed)}, if
            their shadowing were independent.
          </Text>
          <table className={`${classes.servers} figures`}>
            <thead>
              <tr>
                <th scope="col">Hotspot</th>
                <th scope="col">Power</th>
                <th scope="col">Sure</th>
              </tr>
            </thead>
            <tbody>
              {servers.slice(0, LISTED).map(({ hotspot, powerDbm, probability }) => (
                <tr key={hotspot.id}>
                  <td>
                    <button type="button" className={classes.link} onClick={() => onChoose(hotspot.id)}>
                      {hotspot.name}
                    </button>
                  </td>
                  <td>{dbmText(powerDbm)}</td>
                  <td>{share(probability)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {servers.length > LISTED && (
            <Text fz="xs" c="dimmed">
              and {numberText(servers.length - LISTED)} weaker ones.
            </Text>
          )}
        </>
      )}
    </section>
  )
}

/** Never "100%", since shadowing leaves nothing certain, nor "0%" for what is possible. */
function share(probability: number): string {
  if (probability > 0.995) return '>99%'
  if (probability > 0 && probability < 0.005) return '<1%'
  return `${Math.round(probability * 100)}%`
}
