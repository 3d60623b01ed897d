import { Badge, Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ChoiceList } from '../ChoiceList'
import { nextDevice, tell, useFieldWork } from '../fieldWork'
import type { QueuedOrder } from '../flow/workOrderQueue'
import { StepForm } from '../StepForm'
import { useUnfinished } from '../unfinishedSessions'

const NONE = 'none'
/** With "No work order", one for each digit. */
const SHOWN = 8

/** Which job this device is for, if any; the next one is offered. */
export function WorkOrderStep({ queue }: { queue: QueuedOrder[] }) {
  const { workOrderId, same } = useFieldWork()
  const unfinished = useUnfinished((state) => state.sessions.length)
  const [search, setSearch] = useState('')
  const next = queue[0]
  const value = (workOrderId === undefined ? next?.order.id : workOrderId) ?? NONE
  const found = queue.filter(({ order }) => order.title.toLowerCase().includes(search.trim().toLowerCase()))
  const shown = found.slice(0, SHOWN)

  function proceed() {
    tell({ type: 'work-order-chosen', workOrderId: value === NONE ? null : value })
    tell({ type: 'went', step: 'plug-in' })
  }

  return (
    <StepForm
      title="Which work order is this device for?"
      action="Choose the port"
      onAction={proceed}
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
          {same.register ? ', registered' : ''}. Only what differs is asked.
        </Text>
      )}
      <ChoiceList
        label="Work order"
        value={value}
        choices={[
          ...shown.map(({ order, why }) => ({
            value: order.id,
            title: order.title,
            detail: [why, `${order.lat.toFixed(5)}, ${order.lng.toFixed(5)}`].filter((part) => part).join(' · '),
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
      {queue.length > SHOWN && (
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
