import { ActionIcon, Title } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Provisioning, WorkOrder } from '#core/model/records'
import type { ProvisioningFile } from '#core/provisioning/provisioningFile'
import { saveProvisioning } from '../../data/commands/provisionings'
import { startWorkOrder } from '../../data/commands/workOrders'
import { useProvisionings, useWorkOrders } from '../../data/queries'
import { goTo } from '../../platform/hashRoute'
import { DayStrip } from './DayStrip'
import { FactsPanel } from './FactsPanel'
import classes from './Field.module.css'
import { FIELD_STEPS, type FieldStepName } from './fieldSteps'
import { IdentifyStep } from './IdentifyStep'
import { LostPort } from './LostPort'
import { NetworkStep } from './NetworkStep'
import { OutcomeStep } from './OutcomeStep'
import { PortStep } from './PortStep'
import { type FieldPosition, PositionStep } from './PositionStep'
import { RecordStep } from './RecordStep'
import { useDeviceSession } from './useDeviceSession'
import { VerifyStep } from './VerifyStep'
import { WorkOrderStep } from './WorkOrderStep'

/** One device, one step, one large action. */
export function FieldScreen() {
  const workOrders = useWorkOrders()
  const provisionings = useProvisionings()
  if (!workOrders || !provisionings) return null
  return <FieldWork workOrders={workOrders.filter((order) => order.status !== 'done')} provisionings={provisionings} />
}

interface FieldWorkProps {
  workOrders: WorkOrder[]
  provisionings: Provisioning[]
}

function FieldWork({ workOrders, provisionings }: FieldWorkProps) {
  const device = useDeviceSession()
  const [step, setStep] = useState<FieldStepName>('work-order')
  const [workOrder, setWorkOrder] = useState<WorkOrder | null>(null)
  const [position, setPosition] = useState<FieldPosition | null>(null)
  const [file, setFile] = useState<ProvisioningFile | null>(null)
  const [muted, setMuted] = useLocalStorage({ key: 'commonmast.field.muted', defaultValue: false })
  useLeaveOnEscape()

  async function openAndIdentify(path: string) {
    if (!(await device.open(path))) return
    if (workOrder) await startWorkOrder(workOrder.id).catch(device.fail)
    await device.identify()
    setStep('identify')
  }

  async function scan() {
    await device.scan()
    // Also after a failed scan: a network can still be typed.
    setStep('network')
  }

  async function connect(ssid: string, password: string) {
    if (!(await device.connect(ssid, password))) return
    await device.verify()
    setStep('verify')
  }

  async function verify() {
    await device.verify()
    setStep('verify')
  }

  async function sign() {
    const signed = file ?? (await device.sign({ workOrderId: workOrder?.id ?? null, position: position && { ...position, fix: null } }))
    if (!signed) return
    // Kept even when saving fails, so that trying again saves the same record and does not sign another.
    setFile(signed)
    try {
      await saveProvisioning(signed)
    } catch (thrown) {
      device.fail(thrown)
      return
    }
    setStep('outcome')
  }

  function nextDevice() {
    device.end()
    setWorkOrder(null)
    setPosition(null)
    setFile(null)
    setStep('work-order')
  }

  function otherPort() {
    device.end()
    setStep('port')
  }

  const path = device.session?.path ?? ''
  const isLost = device.session?.phase === 'lost' && ['identify', 'network', 'verify'].includes(step)
  const shown = isLost ? 'lost' : step
  return (
    <section className={classes.screen} aria-labelledby="screen-title">
      <div className={classes.head}>
        <Title order={1} id="screen-title">
          Field
        </Title>
        <StepTrail step={step} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={56}
          aria-pressed={muted}
          aria-label="Mute the outcome's sound"
          onClick={() => setMuted(!muted)}
        >
          {muted ? <IconVolumeOff size={24} /> : <IconVolume size={24} />}
        </ActionIcon>
      </div>
      <div className={classes.work}>
        {shown === 'work-order' && (
          <WorkOrderStep
            workOrders={workOrders}
            chosenId={workOrder?.id ?? null}
            device={device}
            onChoose={(id) => setWorkOrder(workOrders.find((order) => order.id === id) ?? null)}
            onNext={() => setStep('port')}
          />
        )}
        {shown === 'port' && <PortStep device={device} onOpen={openAndIdentify} onBack={() => setStep('work-order')} />}
        {shown === 'lost' && (
          <LostPort
            device={device}
            onReopen={() => openAndIdentify(path)}
            onSignKnown={() => {
              device.dismiss()
              setStep('position')
            }}
            onOtherPort={otherPort}
          />
        )}
        {shown === 'identify' && (
          <IdentifyStep device={device} onIdentify={device.identify} onScan={scan} onKeepConnection={verify} onBack={otherPort} />
        )}
        {shown === 'network' && (
          <NetworkStep device={device} onConnect={connect} onScan={scan} onSkip={() => setStep('position')} />
        )}
        {shown === 'verify' && (
          <VerifyStep
            device={device}
            onVerify={verify}
            onNext={() => setStep('position')}
            onOtherNetwork={() => setStep('network')}
          />
        )}
        {shown === 'position' && (
          <PositionStep
            workOrder={workOrder}
            device={device}
            onNext={(given) => {
              setPosition(given)
              setStep('sign')
            }}
            onBack={() => setStep('verify')}
          />
        )}
        {shown === 'sign' && (
          <RecordStep device={device} workOrder={workOrder?.title ?? null} onSign={sign} onBack={() => setStep('position')} />
        )}
        {shown === 'outcome' && file && <OutcomeStep file={file} device={device} muted={muted} onNext={nextDevice} />}
        <FactsPanel session={device.session} position={position && positionText(position)} workOrder={workOrder?.title ?? null} />
      </div>
      <DayStrip provisionings={provisionings} />
    </section>
  )
}

function StepTrail({ step }: { step: FieldStepName }) {
  const at = FIELD_STEPS.findIndex((one) => one.name === step)
  return (
    <ol className={classes.steps} aria-label="Steps of a device">
      {FIELD_STEPS.map((one, index) => (
        <li key={one.name} data-passed={index < at} aria-current={one.name === step ? 'step' : undefined}>
          {one.label}
        </li>
      ))}
    </ol>
  )
}

function positionText({ lat, lng, source }: FieldPosition): string {
  return `${lat.toFixed(5)}, ${lng.toFixed(5)}: ${source === 'typed' ? 'typed' : 'assumed from the work order'}`
}

/** Esc leaves the field for Today, unless a layer above has already answered it. */
function useLeaveOnEscape(): void {
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role="dialog"]')) goTo('/')
    }
    window.addEventListener('keydown', leave)
    return () => window.removeEventListener('keydown', leave)
  }, [])
}
