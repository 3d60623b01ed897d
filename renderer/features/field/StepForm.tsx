import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { ProblemAlert } from '../../ui/ProblemAlert'
import classes from './Field.module.css'
import type { DeviceSession } from './useDeviceSession'

interface StepFormProps {
  title: string
  /** The one large action; Enter does it. */
  action: string
  onAction: () => void
  disabled?: boolean
  device: DeviceSession
  /** What happens while the action runs. */
  busyText?: string
  /** Smaller ways on. */
  others?: ReactNode
  /** What must stay in view however long the content is. */
  pinned?: ReactNode
  children: ReactNode
}

/** One step: its title, its content, one large action. */
export function StepForm({ title, action, onAction, disabled, device, busyText, others, pinned, children }: StepFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const busy = device.task !== null
  const entered = useRef(false)
  // On entering the step, and when its action ends without leaving it: a button that was busy has lost the focus.
  useEffect(() => {
    if (busy || (entered.current && document.activeElement !== document.body)) return
    entered.current = true
    const field = form.current?.querySelector<HTMLElement>('[data-autofocus]')
    const action = form.current?.querySelector<HTMLElement>('button[type="submit"]')
    ;(field ?? action)?.focus()
  }, [busy])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!busy && !disabled) onAction()
  }

  return (
    <form ref={form} onSubmit={submit} className={classes.step}>
      <Title order={2} fz={24}>
        {title}
      </Title>
      <div className={classes.content}>{children}</div>
      <Stack gap="sm">
        {pinned}
        {device.problem && !busy && <ProblemAlert problem={device.problem} onClose={device.dismiss} />}
        {busy && (
          <div aria-live="polite">
            <Text fz="md" mb={4}>
              {busyText ?? 'Working'}
            </Text>
            <Progress value={100} animated aria-label={busyText ?? 'Working'} />
          </div>
        )}
        <Group wrap="nowrap">
          <Button type="submit" size="xl" flex={1} disabled={disabled} loading={busy}>
            {action}
          </Button>
          {busy ? (
            <Button size="xl" variant="default" onClick={device.cancel}>
              Cancel
            </Button>
          ) : (
            others
          )}
        </Group>
      </Stack>
    </form>
  )
}
