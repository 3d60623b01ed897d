import { Button, Table, Title } from '@mantine/core'
import { useState } from 'react'
import type { HotspotFit } from '#core/coverage/calibration/calibrationStudy'
import { differenceText } from '#core/words/decibelText'
import { numberText } from '#core/words/numberText'
import classes from './Calibration.module.css'

const SHOWN = 8
const STEP = 50

/** How much stronger or weaker each hotspot is than the fit, largest first. */
export function BiasTable({ hotspots }: { hotspots: readonly HotspotFit[] }) {
  const [shown, setShown] = useState(SHOWN)
  const more = Math.min(STEP, hotspots.length - shown)
  return (
    <section aria-label="Bias of each hotspot">
      <Title order={2} mb={4}>
        Bias of each hotspot
      </Title>
      <Table className={`${classes.table} figures`} horizontalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Hotspot</Table.Th>
            <Table.Th>Bias</Table.Th>
            <Table.Th>Received</Table.Th>
            <Table.Th>Missed</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hotspots.slice(0, shown).map(({ key, name, biasDb, received, misses }) => (
            <Table.Tr key={key}>
              <Table.Td title={key}>{name}</Table.Td>
              <Table.Td>{Number.isNaN(biasDb) ? 'heard nothing' : differenceText(biasDb)}</Table.Td>
              <Table.Td>{numberText(received)}</Table.Td>
              <Table.Td>{numberText(misses)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {more > 0 && (
        <Button variant="subtle" size="compact-sm" mt={4} onClick={() => setShown(shown + STEP)}>
          Show {more} more of {numberText(hotspots.length)}
        </Button>
      )}
    </section>
  )
}
