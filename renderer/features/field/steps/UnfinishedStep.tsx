import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import type { WorkOrder } from '#core/model/records'
import { dateTimeText } from '#core/words/dateText'
import { ChoiceList } from '../ChoiceList'
import { tell } from '../fieldWork'
import { orderBefore } from '../flow/orderWords'
import { STEP_WORDS } from '../flow/stepWords'
import { StepForm } from '../StepForm'
import { dismissUnfinished, resumeSession, signUnfinished } from '../unfinishedSessions'

interface UnfinishedStepProps {
  sessions: UnfinishedSession[]
  workOrders: WorkOrder[]
}

/** What did not end well comes first: exactly what is known of it, and the ways to end it. */
export function UnfinishedStep({ sessions, workOrders }: UnfinishedStepProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const session = sessions.find(({ state }) => state.sessionId === chosen) ?? sessions[0]
  if (!session) return null
  const workOrder = workOrders.find(({ id }) => id === session.workOrderId) ?? null
  const { recordId: id, state } = session
  const isSigned = id !== null
  return (
    <StepForm
      title={sessions.length === 1 ? 'A device was left half way' : `${sessions.length} devices were left half way`}
      action={isSigned ? 'Save the signed record' : 'Go on with this device'}
      onAction={() => (isSigned ? signUnfinished(session, workOrder) : resumeSession(session))}
      others={
        <>
          {state.identified && !isSigned && (
            <Button size="xl" variant="default" onClick={() => signUnfinished(session, workOrder)}>
              Sign what is known
            </Button>
          )}
          <Button size="xl" variant="default" onClick={() => dismissUnfinished(session)}>
            Dismiss it
          </Button>
          <Button size="xl" variant="subtle" onClick={() => tell({ type: 'unfinished-left' })}>
            Later
          </Button>
        </>
      }
    >
      <ChoiceList
        label="Left half way"
        value={state.sessionId}
        choices={sessions.map(({ state, lastAt, inDoubt, workOrderId }) => ({
          value: state.sessionId,
          title: `${state.device?.name ?? `Unknown device at ${state.path}`}${state.simulated ? ' (simulated)' : ''}`,
          detail: [
            `left ${dateTimeText(lastAt)}`,
            workOrders.find(({ id }) => id === workOrderId)?.title,
            inDoubt ? `in doubt: ${STEP_WORDS[inDoubt]}` : null,
          ]
            .filter((part) => part)
            .join(', '),
        }))}
        onChange={setChosen}
      />
      <Text fz="lg">{session.summary}</Text>
      {state.identified && <Text fz="lg">{orderBefore(workOrder, { id, simulated: state.simulated })}</Text>}
      <Text fz="sm" c="dimmed">
        {isSigned
          ? 'The record is saved exactly as it was signed; the device is not needed for it.'
          : 'Plug it in again to go on: it is asked who it is, and nothing is taken for another device.'}
      </Text>
    </StepForm>
  )
}
