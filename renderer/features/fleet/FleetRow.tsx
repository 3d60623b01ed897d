import { Checkbox, Text, UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import type { Hotspot } from '#core/model/records'
import { networkName } from '#core/networks/networkName'
import { isoDay } from '#core/words/dateText'
import classes from './FleetScreen.module.css'
import { shortCode } from './shortCode'

interface FleetRowProps {
  hotspot: Hotspot
  index: number
  isSelected: boolean
  isChosen: boolean
  onToggle: (id: string) => void
  onChoose: (id: string) => void
}

export const FleetRow = memo(function FleetRow({ hotspot, index, isSelected, isChosen, onToggle, onChoose }: FleetRowProps) {
  return (
    <tr className={classes.row} data-index={index} aria-rowindex={index + 2} data-chosen={isChosen || undefined}>
      <td>
        <Checkbox size="xs" aria-label={`Select ${hotspot.name}`} checked={isSelected} onChange={() => onToggle(hotspot.id)} />
      </td>
      <td>
        <UnstyledButton className={classes.name} onClick={() => onChoose(hotspot.id)} aria-pressed={isChosen}>
          {hotspot.name}
        </UnstyledButton>
      </td>
      <td data-column="network">{networkName(hotspot.network)}</td>
      <td data-column="place">{hotspot.place}</td>
      <td data-column="owner">
        {hotspot.owner && (
          <Text span ff="monospace" fz="xs" title={hotspot.owner}>
            {shortCode(hotspot.owner)}
          </Text>
        )}
      </td>
      <td data-column="h3">
        {hotspot.h3 ? (
          <Text span ff="monospace" fz="xs">
            {hotspot.h3}
          </Text>
        ) : (
          <Text span fz="xs" c="dimmed">
            no location
          </Text>
        )}
      </td>
      <td data-column="groups">{hotspot.groups.join(', ')}</td>
      <td data-column="updatedAt">{isoDay(hotspot.updatedAt)}</td>
    </tr>
  )
})
