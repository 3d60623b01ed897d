import type { Provisioning, WorkOrder } from '#core/model/records'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { labelled, setPosition, tell } from './fieldWork'
import type { FieldFlow } from './flow/fieldFlow'
import { needsDevice } from './flow/fieldSteps'
import type { QueuedOrder } from './flow/workOrderQueue'
import { LabelStep } from './label/LabelStep'
import { PositionStep } from './position/PositionStep'
import { IdentifyStep } from './steps/IdentifyStep'
import { LogInStep } from './steps/LogInStep'
import { LostPort } from './steps/LostPort'
import { NameStep } from './steps/NameStep'
import { NetworkStep } from './steps/NetworkStep'
import { OutcomeStep } from './steps/OutcomeStep'
import { PortStep } from './steps/PortStep'
import { ProveStep } from './steps/ProveStep'
import { RecordStep } from './steps/RecordStep'
import { RegisterStep } from './steps/RegisterStep'
import { UnfinishedStep } from './steps/UnfinishedStep'
import { VerifyStep } from './steps/VerifyStep'
import { WorkOrderStep } from './steps/WorkOrderStep'
import { useUnfinished } from './unfinishedSessions'

interface FieldStepProps {
  flow: FieldFlow
  session: SessionState | null
  workOrder: WorkOrder | null
  workOrders: WorkOrder[]
  queue: QueuedOrder[]
  provisionings: Provisioning[]
}

/** The one step that is shown. */
export function FieldStep({ flow, session, workOrder, workOrders, queue, provisionings }: FieldStepProps) {
  const unfinished = useUnfinished((state) => state.sessions)
  if (flow.asksUnfinished && unfinished.length > 0) return <UnfinishedStep sessions={unfinished} workOrders={workOrders} />
  if (session?.phase === 'lost' && needsDevice(flow.step)) return <LostPort />
  // Opened again after its port was gone: until it has said who it is, nothing else can be asked of it.
  if (session && !session.identified && !session.loginNeeded && needsDevice(flow.step))
    return <IdentifyStep provisionings={provisionings} />
  switch (flow.step) {
    case 'work-order':
      return <WorkOrderStep queue={queue} />
    case 'plug-in':
      return <PortStep />
    case 'identify':
      return <IdentifyStep provisionings={provisionings} />
    case 'log-in':
      return <LogInStep />
    case 'connect':
      return session && <NetworkStep session={session} />
    case 'name':
      return session && <NameStep session={session} />
    case 'prove':
      return session && <ProveStep session={session} />
    case 'register':
      return session && <RegisterStep session={session} />
    case 'verify':
      return session && <VerifyStep session={session} />
    case 'position':
      return (
        <PositionStep
          workOrder={workOrder}
          session={session}
          identifiers={session?.identifiers ?? []}
          onNext={setPosition}
          onBack={() => tell({ type: 'went', step: session?.phase === 'lost' ? 'identify' : 'verify' })}
        />
      )
    case 'sign':
      return <RecordStep workOrder={workOrder} />
    case 'label':
      return flow.file && <LabelStep file={flow.file} onDone={labelled} />
    case 'outcome':
      return flow.file && <OutcomeStep file={flow.file} workOrders={workOrders} />
  }
}
