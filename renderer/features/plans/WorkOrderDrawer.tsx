import { Button, Divider, Drawer, Group, Select, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Member, WorkOrder, WorkOrderDetails } from '#core/model/records'
import { radioFacts } from '#core/planning/workOrders/radioFacts'
import { checklistOf, checklistRecord, detailsOf } from '#core/planning/workOrders/workOrderDetails'
import { STATUS_WORDS } from '#core/planning/workOrders/workOrderExport'
import { sameValue } from '#core/records/sameValue'
import { positionText } from '#core/words/positionText'
import { type InstallOfOrder, installOfOrder, saveWorkOrder } from '../../data/installs/closeWorkOrder'
import { MayWrite } from '../../ui/access/MayWrite'
import { Code } from '../../ui/Code'
import { EvidencePart } from '../../ui/evidence/EvidencePart'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { RecordHistoryButton } from '../../ui/RecordHistoryButton'
import { ChecklistEditor } from './ChecklistEditor'
import { OrderInstall } from './OrderInstall'
import classes from './Plans.module.css'

interface WorkOrderDrawerProps {
  order: WorkOrder
  members: Member[]
  isPrinting: boolean
  onPrint: () => void
  onClose: () => void
}

const STATUSES = Object.entries(STATUS_WORDS).map(([value, label]) => ({ value, label }))

/** One work order: who does it by when, whom to call, how to get in, what to set up and what to check. */
export function WorkOrderDrawer({ order, members, isPrinting, onPrint, onClose }: WorkOrderDrawerProps) {
  const [title, setTitle] = useState(order.title)
  const [assigneeId, setAssigneeId] = useState(order.assigneeId)
  const [status, setStatus] = useState(order.status)
  const [details, setDetails] = useState(() => detailsOf(order))
  const [lines, setLines] = useState(() => checklistOf(order))
  const kept = useLiveQuery(() => installOfOrder(order), [order])
  const [chosen, setChosen] = useState<InstallOfOrder | null>(null)
  const install = chosen ?? (kept ? { hotspotId: kept.hotspotId, hostId: kept.hostId } : null)
  const [isViewing, setIsViewing] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const change = (patch: Partial<WorkOrderDetails>) => setDetails((before) => ({ ...before, ...patch }))

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    const openedLines = order.checklist ?? checklistRecord(checklistOf(order))
    const checklist = checklistRecord(
      lines.filter(({ text }) => text.trim() !== ''),
      openedLines,
    )
    try {
      const edited = {
        title: title.trim(),
        assigneeId,
        status,
        // An order of the first version has neither: it gets them when they are changed.
        ...(sameValue(details, detailsOf(order)) ? {} : { details }),
        ...(sameValue(checklist, openedLines) ? {} : { checklist }),
      }
      await saveWorkOrder(order, edited, install)
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      closeOnEscape={!isViewing}
      position="right"
      size="lg"
      title="Work order"
      closeButtonProps={{ 'aria-label': 'Close the work order' }}
    >
      <form onSubmit={save} aria-label={order.title}>
        <Stack gap="sm">
          <TextInput label="Title" required value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
          <Text fz="sm" className="figures" component="div">
            {positionText(order, 6)} · <Code value={order.h3} what="cell" />
          </Text>
          <SimpleGrid cols={3} spacing="sm">
            <Select
              label="Status"
              allowDeselect={false}
              data={STATUSES}
              value={status}
              onChange={(value) => value && setStatus(value as WorkOrder['status'])}
            />
            <Select
              label="Assigned to"
              placeholder="Nobody"
              clearable
              searchable
              data={members.map(({ id, name }) => ({ value: id, label: name }))}
              value={assigneeId}
              onChange={setAssigneeId}
            />
            <TextInput
              label="Due"
              type="date"
              value={details.dueOn ?? ''}
              onChange={(event) => change({ dueOn: event.currentTarget.value || null })}
            />
          </SimpleGrid>
          {status === 'done' && (
            <OrderInstall members={members} value={install} isHotspotKnown={kept !== undefined} onChange={setChosen} />
          )}
          {order.provisioningId !== null && (
            <Text fz="sm" component="div">
              A device was put into service here: record <Code value={order.provisioningId} what="record id" />
            </Text>
          )}
          <SimpleGrid cols={2} spacing="sm">
            <TextInput
              label="Contact"
              value={details.contactName}
              onChange={(event) => change({ contactName: event.currentTarget.value })}
            />
            <TextInput
              label="Phone"
              type="tel"
              value={details.contactPhone}
              onChange={(event) => change({ contactPhone: event.currentTarget.value })}
            />
          </SimpleGrid>
          <Textarea
            label="Access"
            description="Keys, hours, stairs, dogs"
            autosize
            minRows={2}
            value={details.access}
            onChange={(event) => change({ access: event.currentTarget.value })}
          />
          <Textarea
            label="Notes"
            autosize
            minRows={2}
            value={details.notes}
            onChange={(event) => change({ notes: event.currentTarget.value })}
          />
          <Title order={3}>Radio</Title>
          {details.radio ? (
            <dl className={classes.figure}>
              {radioFacts(details.radio).map(({ label, value }) => (
                <div key={label} className={classes.pair}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          ) : (
            <Text fz="sm" c="dimmed">
              No radio profile: a plain circle was planned.
            </Text>
          )}
          <ChecklistEditor lines={lines} onChange={setLines} />
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="space-between">
            <Button variant="default" leftSection={<IconPrinter size={16} />} loading={isPrinting} onClick={onPrint}>
              Print this order
            </Button>
            <Group gap="xs">
              <RecordHistoryButton table="workOrders" recordKey={order.id} name={order.title} />
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <MayWrite tables={['workOrders']}>
                <Button type="submit" disabled={title.trim() === ''}>
                  Save work order
                </Button>
              </MayWrite>
            </Group>
          </Group>
        </Stack>
      </form>
      <Divider my="md" />
      <EvidencePart
        onViewing={setIsViewing}
        of={{ subject: 'workOrders', subjectId: order.id, name: order.title }}
        also={order.provisioningId === null ? [] : [{ subject: 'provisionings', subjectId: order.provisioningId }]}
      />
    </Drawer>
  )
}
