import { Button, Kbd, Text, Title } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Problem } from '#core/model/problem'
import { cancelTask, useDevice } from './deviceSession'
import { FaultPanel } from './FaultPanel'
import classes from './Field.module.css'
import { useFieldWork } from './fieldWork'
import { busyWords } from './flow/stepWords'
import { whatIsKept } from './flow/whatIsKept'
import { focusForm } from './openForm'

interface StepFormProps {
  title: string
  /** The one large action; Enter does it. */
  action: string
  onAction: () => void
  disabled?: boolean
  /** Smaller ways on. */
  others?: ReactNode
  /** What must stay in view however long the content is. */
  pinned?: ReactNode
  /** It lies over the step: what the device does meanwhile, and what went wrong with it, belongs to the step. */
  apart?: boolean
  children?: ReactNode
}

/** One step: its title, its content, one large action. While a task runs it says so and can be cancelled. */
export function StepForm({ title, action, onAction, disabled, others, pinned, apart, children }: StepFormProps) {
  const { task: deviceTask, isCancelling, problem: fault, session } = useDevice()
  const flow = useFieldWork()
  const form = useRef<HTMLFormElement>(null)
  const task = apart ? null : deviceTask
  const busy = task !== null
  // A step can end well and yet find something that is in the way, such as a device that is not connected.
  const found = session?.phase === 'idle' && session.problem ? Problem.fromData(session.problem) : null
  const problem = apart ? null : (fault ?? found)
  const entered = useRef(false)
  // On entering the step, and when its action ends without leaving it: a button that was busy has lost the focus.
  useEffect(() => {
    if (busy || (entered.current && document.activeElement !== document.body)) return
    entered.current = true
    focusForm(form.current)
  }, [busy])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!busy && !disabled) onAction()
  }

  return (
    <form ref={form} onSubmit={submit} className={classes.step} autoComplete="off">
      <Title order={2} fz={24}>
        {title}
      </Title>
      <div className={classes.content}>{children}</div>
      {pinned}
      {problem && !busy && <FaultPanel problem={problem} kept={whatIsKept(session, flow)} next={action} />}
      {busy && <Working words={busyWords(task, session?.driver ?? flow.told.port?.driver ?? null, session?.baudRate)} />}
      <div className={classes.actions}>
        <Button
          type="submit"
          size="xl"
          className={classes.primary}
          disabled={disabled}
          loading={busy}
          rightSection={
            <Kbd aria-hidden className={classes.primaryKey}>
              Enter
            </Kbd>
          }
        >
          {action}
        </Button>
        {busy ? (
          <Button size="xl" variant="default" onClick={cancelTask} disabled={isCancelling}>
            {isCancelling ? 'Cancelling…' : 'Cancel'}
          </Button>
        ) : (
          others
        )}
      </div>
    </form>
  )
}

/** What runs, and for how long already. */
function Working({ words }: { words: string }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    setSeconds(0)
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className={classes.working} role="status">
      <span className={classes.pulse} aria-hidden />
      <Text fz="md">{words}</Text>
      <Text fz="md" c="dimmed" className="figures" aria-hidden>
        {seconds} s
      </Text>
    </div>
  )
}
