import { Badge, Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { positionText } from '#core/words/positionText'
import { ChoiceList } from '../ChoiceList'
import { nextDevice, tell, useFieldWork } from '../fieldWork'
import { nextName } from '../flow/nextName'
import type { SameSettings } from '../flow/sameSettings'
import { chooseWorkOrder, type QueuedOrder } from '../flow/workOrderQueue'
import { StepForm } from '../StepForm'
import { useUnfinished } from '../unfinishedSessions'

const NONE = 'none'

/** Which job this device is for, if any; the next one is offered. */
export function WorkOrderStep({ queue }: { queue: QueuedOrder[] }) {
  const { workOrderId, same } = useFieldWork()
  const unfinished = useUnfinished((state) => state.sessions.length)
  const [search, setSearch] = useState('')
  const next = queue[0]
  const { shown, value } = chooseWorkOrder({ queue, workOrderId, search })

  function proceed() {
    if (value === undefined) return
    tell({ type: 'work-order-chosen', workOrderId: value })
    tell({ type: 'went', step: 'plug-in' })
  }

  return (
    <StepForm
      title="Which work order is this device for?"
      action="Choose the port"
      onAction={proceed}
      disabled={value === undefined}
      others={
        <>
          {unfinished > 0 && (
            <Button size="xl" variant="default" onClick={() => tell({ type: 'unfinished-found' })}>
              Left half way: {unfinished}
            </Button>
          )}
          {same && (
            <Button size="xl" variant="default" onClick={() => nextDevice(false)}>
              Ask everything anew
            </Button>
          )}
        </>
      }
    >
      {queue.length === 0 && (
        <Text c="dimmed">
          There are no open work orders. Plans make them from their sites; a device can also be put into service without one.
        </Text>
      )}
      {same && (
        <Text fz="lg">
          The settings of the device before are taken over
          {same.network ? `: network ${same.network.ssid}` : ': no network'}
          {same.prove ? ', its key proved' : ''}
          {same.register ? ', registered' : ''}
          {nextNames(same)}. Only what differs is asked.
        </Text>
      )}
      <ChoiceList
        label="Work order"
        value={value === null ? NONE : (value ?? null)}
        choices={[
          ...shown.map(({ order, why }) => ({
            value: order.id,
            title: order.title,
            detail: [why, positionText(order)].filter((part) => part).join(' · '),
            mark: order.id === next?.order.id && (
              <Badge size="lg" variant="light">
                Next
              </Badge>
            ),
          })),
          { value: NONE, title: 'No work order' },
        ]}
        onChange={(id) => tell({ type: 'work-order-chosen', workOrderId: id === NONE ? null : id })}
      />
      {value === undefined && <Text>No open work order is called that.</Text>}
      {(queue.length > shown.length || search !== '') && (
        <TextInput
          label={`Find among ${queue.length} open work orders`}
          size="xl"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
    </StepForm>
  )
}

/** What the next device is going to be called, where the one before was given a name. */
function nextNames({ deviceName, hostname }: SameSettings): string {
  const names = [deviceName, hostname].filter((name) => name !== null).map((name) => `“${nextName(name)}”`)
  return names.length === 0 ? '' : `, the next name ${names.join(' and ')}`
}
