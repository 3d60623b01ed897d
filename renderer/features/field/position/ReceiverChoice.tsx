import { Badge, Button, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { AveragedPosition } from '#core/provisioning/nmea/averagedPosition'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { DeviceObstacle } from '../../../ui/DeviceObstacle'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { type Choice, ChoiceList } from '../ChoiceList'
import { FaultPanel } from '../FaultPanel'
import { choosePort, TYPED_PATH } from '../flow/portChoice'
import { StepForm } from '../StepForm'
import { TypedPath } from '../TypedPath'
import { usePorts } from '../usePorts'
import classes from './Position.module.css'
import { useLastSource } from './positionSource'
import type { ReceiverLine } from './receiveFix'
import { isReceiver, receiverPorts, receiverSpeeds, receivesItself, usualSpeed } from './receiverPorts'
import { useLayerEscape } from './useLayerEscape'

interface ReceiverChoiceProps {
  device: SessionState | null
  /** How the measurement before failed. */
  problem: Problem | null
  /** What was averaged before it failed or was left. */
  soFar: AveragedPosition | null
  onSoFar: (fix: AveragedPosition) => void
  onStart: (chosen: { line: ReceiverLine; fixesWanted: number }) => void
  onBack: () => void
}

/** Stands for the device in hand. */
const ITSELF = 'the device itself'
const FIXES = [10, 30, 60, 300]
const USUAL_FIXES = 30
const TITLE = 'Which receiver measures it?'
const ACTION = 'Start receiving'

/** Which receiver: one that was plugged in, the device itself, or a path typed by hand; and how long it measures. */
export function ReceiverChoice({ device, problem, soFar, onSoFar, onStart, onBack }: ReceiverChoiceProps) {
  const { ports: listed, before, problem: noList } = usePorts()
  const last = useLastSource((state) => state.receiver)
  const lastPath = last?.line.kind === 'port' ? last.line.path : null
  const [chosen, setChosen] = useState<string | null>(null)
  const [typedPath, setTypedPath] = useState(lastPath ?? '')
  const [baudRate, setBaudRate] = useState<number | null>(last?.line.kind === 'port' ? last.line.baudRate : null)
  const [fixesWanted, setFixesWanted] = useState(last?.fixesWanted ?? USUAL_FIXES)
  useLayerEscape(onBack)

  // Nothing to choose or type yet: what is typed must not be swept away by the list when it comes.
  if (!listed && !noList) {
    return (
      <StepForm key="looking" title={TITLE} action={ACTION} onAction={() => undefined} disabled>
        <Text c="dimmed">Looking for ports.</Text>
      </StepForm>
    )
  }
  const ports = receiverPorts(listed ?? [], device)
  const canItself = receivesItself(device)
  const found = choosePort({ ports, before, chosen, last: lastPath, signed: null })
  // Only listened to, so what looks like a receiver is offered at once, a training one to a training device too.
  const offered = found.path ?? ports.find(isReceiver)?.path ?? null
  const value = chosen === ITSELF || (chosen === null && canItself && !found.isNew) ? ITSELF : offered
  const port = ports.find(({ path }) => path === value) ?? null
  const path = value === TYPED_PATH ? typedPath.trim() : (value ?? '')
  const speed = baudRate ?? usualSpeed(port)

  function start() {
    if (value === ITSELF && device) return onStart({ line: { kind: 'device', sessionId: device.sessionId }, fixesWanted })
    if (path !== '') onStart({ line: { kind: 'port', path, baudRate: speed }, fixesWanted })
  }

  const choices: Choice[] = [
    ...(canItself ? [{ value: ITSELF, title: 'This device itself', detail: device?.device?.name }] : []),
    ...ports.map((one) => ({
      value: one.path,
      title: one.guess ?? one.manufacturer ?? 'Serial port',
      detail: one.simulated || one.guess === null ? one.path : `${one.path} · by its USB ids, a guess`,
      mark: one.simulated ? (
        <Badge color="yellow" variant="light" size="lg">
          TRAINING
        </Badge>
      ) : (
        found.isNew &&
        one.path === value && (
          <Badge variant="light" size="lg">
            Just plugged in
          </Badge>
        )
      ),
    })),
    { value: TYPED_PATH, title: 'Another path', detail: 'A port that the system does not list' },
  ]

  return (
    <StepForm
      key="listed"
      title={TITLE}
      action={ACTION}
      onAction={start}
      disabled={path === ''}
      pinned={problem && <FaultPanel problem={problem} kept={keptWords(soFar)} next={ACTION} />}
      others={
        <>
          {soFar && (
            <Button size="xl" variant="default" onClick={() => onSoFar(soFar)}>
              Use the {soFar.fixes} fixes so far
            </Button>
          )}
          <Button size="xl" variant="default" onClick={onBack}>
            Back
          </Button>
        </>
      }
    >
      {noList && <ProblemAlert problem={noList} />}
      {listed && !ports.some(isReceiver) && (
        <Text fz="lg">
          No receiver is plugged in. It appears here by itself when it is; on a machine with a single port, the device may be
          pulled out for it.
        </Text>
      )}
      <ChoiceList label="Receiver" value={value} choices={choices} onChange={setChosen} />
      {value === TYPED_PATH && <TypedPath example="/dev/ttyACM0 or COM4" value={typedPath} onChange={setTypedPath} />}
      <div className={classes.pair}>
        <NativeSelect
          label="Average"
          size="xl"
          data={FIXES.map((count) => ({ value: `${count}`, label: `${count} fixes, about ${durationWords(count)}` }))}
          value={`${fixesWanted}`}
          onChange={({ currentTarget }) => setFixesWanted(Number(currentTarget.value))}
        />
        {value !== ITSELF && (
          <NativeSelect
            label="Speed"
            size="xl"
            data={[...new Set([...receiverSpeeds(port), speed])].map((rate) => ({ value: `${rate}`, label: `${rate} baud` }))}
            value={`${speed}`}
            onChange={({ currentTarget }) => setBaudRate(Number(currentTarget.value))}
          />
        )}
      </div>
      {/* It comes a moment later: last, so that no choice moves away under a finger. */}
      <DeviceObstacle of="ports" asked={listed} />
    </StepForm>
  )
}

/** Receivers give a fix each second. */
function durationWords(fixes: number): string {
  return fixes < 60 ? `${fixes} seconds` : fixes === 60 ? 'a minute' : `${fixes / 60} minutes`
}

function keptWords(soFar: AveragedPosition | null): string {
  return soFar ? `Kept: the average of ${soFar.fixes} fixes.` : 'Nothing was measured yet; what is known of the device stays.'
}
