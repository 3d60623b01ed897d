import { ActionIcon, Badge, Menu, Table, Text } from '@mantine/core'
import { IconDots, IconDownload, IconPaperclip, IconQrcode, IconRouterOff } from '@tabler/icons-react'
import type { Problem } from '#core/model/problem'
import { type DeviceOfDay, outcomeOf } from '#core/provisioning/day/deviceOfDay'
import { IDENTIFIER_LABELS } from '#core/provisioning/label/identifierFacts'
import { timeText } from '#core/words/dateText'
import { positionText } from '#core/words/positionText'
import { takeOutOfFleet } from '../../../data/provisioning/provisionings'
import { saveFile } from '../../../platform/saveFile'
import { asProblem } from '../../../ui/ProblemAlert'
import classes from './Day.module.css'
import { FactMarks } from './FactMarks'
import { DRIVER_NAMES } from './stepNames'

interface DayRowProps {
  device: DeviceOfDay
  /** Whether its record changed the fleet and that can be put back. */
  changedFleet: boolean
  titleOf: (workOrderId: string) => string
  onLabel: (recordId: string) => void
  onEvidence: (device: DeviceOfDay) => void
  onProblem: (problem: Problem | null) => void
}

const SHOWN_IDENTIFIERS = 3

export function DayRow({ device, changedFleet, titleOf, onLabel, onEvidence, onProblem }: DayRowProps) {
  const { facts } = device
  const identifiers = facts?.identifiers ?? []
  const workOrder = facts?.workOrderId ? titleOf(facts.workOrderId) || 'removed since' : 'none'
  return (
    <Table.Tr>
      <Table.Td className="figures">{timeText(device.signedAt)}</Table.Td>
      <Table.Td>
        <Text fz="sm" fw={600} className={classes.long}>
          {device.name}
        </Text>
        <Text fz="xs" ff="monospace" className={classes.oneLine}>
          {device.shortCode}
        </Text>
        {device.simulated && (
          <Badge color="yellow" variant="light" size="xs">
            TRAINING
          </Badge>
        )}
      </Table.Td>
      <Table.Td>
        {identifiers.slice(0, SHOWN_IDENTIFIERS).map(({ kind, value }) => (
          <Text key={`${kind}:${value}`} fz="xs" className={classes.long}>
            <Text span inherit c="dimmed">
              {IDENTIFIER_LABELS[kind]}
            </Text>{' '}
            <span className={classes.code}>{value}</span>
          </Text>
        ))}
        {identifiers.length === 0 && (
          <Text fz="sm" c="dimmed">
            none given
          </Text>
        )}
        {identifiers.length > SHOWN_IDENTIFIERS && (
          <Text fz="xs" c="dimmed">
            and {identifiers.length - SHOWN_IDENTIFIERS} more in the CSV
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Text fz="sm" className={classes.long} c={workOrder === 'none' ? 'dimmed' : undefined}>
          {workOrder}
        </Text>
        {facts?.technician && (
          <Text fz="xs" c="dimmed">
            by {facts.technician}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{facts && <FactMarks facts={facts} />}</Table.Td>
      <Table.Td>{facts && <Place facts={facts} />}</Table.Td>
      <Table.Td>
        <Text fz="sm" className={classes.long}>
          {facts?.firmware}
        </Text>
        <Text fz="xs" c="dimmed">
          {facts && DRIVER_NAMES[facts.driver]}
        </Text>
      </Table.Td>
      <Table.Td>{outcomeOf(device)}</Table.Td>
      <Table.Td>
        <RowMenu device={device} changedFleet={changedFleet} onLabel={onLabel} onEvidence={onEvidence} onProblem={onProblem} />
      </Table.Td>
    </Table.Tr>
  )
}

const SOURCES = { 'work-order': 'assumed from the work order', typed: 'typed', map: 'set on the map', gnss: 'measured' }

function Place({ facts }: { facts: NonNullable<DeviceOfDay['facts']> }) {
  const { position } = facts
  if (!position)
    return (
      <Text fz="sm" c="dimmed">
        not known
      </Text>
    )
  const figures = `, HDOP ${position.hdop ?? 'unknown'}, ${position.satellites ?? 'unknown'} satellites`
  const quality = position.source === 'gnss' ? figures : ''
  return (
    <>
      <Text fz="sm" className="figures">
        {positionText(position)}
      </Text>
      <Text fz="xs" c="dimmed">
        {SOURCES[position.source]}
        {quality}
      </Text>
    </>
  )
}

function RowMenu({ device, changedFleet, onLabel, onEvidence, onProblem }: Omit<DayRowProps, 'titleOf'>) {
  async function takeOut() {
    try {
      await takeOutOfFleet(device.recordId)
      onProblem(null)
    } catch (thrown) {
      onProblem(asProblem(thrown))
    }
  }
  return (
    <Menu position="bottom-end" withinPortal={false} floatingStrategy="fixed" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          data-row
          aria-label={`Actions for ${device.name}, ${device.shortCode}`}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconQrcode size={16} />}
          disabled={device.file === null}
          onClick={() => onLabel(device.recordId)}
        >
          Label
        </Menu.Item>
        <Menu.Item leftSection={<IconPaperclip size={16} />} onClick={() => onEvidence(device)}>
          Photos and files
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={16} />}
          onClick={() => saveFile(`${device.recordId}.commonmast-provisioning.json`, JSON.stringify(device.record))}
        >
          Save record
        </Menu.Item>
        {changedFleet && (
          <Menu.Item leftSection={<IconRouterOff size={16} />} onClick={() => void takeOut()}>
            Take back what it changed
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
