import { Button, Group, Loader, Paper, Text } from '@mantine/core'
import type { LedgerPrompt } from '#core/contract/consoleContract'
import classes from './Payouts.module.css'

const STEPS: { step: LedgerPrompt['step']; label: string }[] = [
  { step: 'connecting', label: 'Connect' },
  { step: 'checking-app', label: 'Check the app' },
  { step: 'reading-address', label: 'Read the address' },
  { step: 'review-on-device', label: 'Review on the device' },
  { step: 'recovering', label: 'Recover the signer' },
]

interface SigningPromptsProps {
  prompt: LedgerPrompt | null
  isCancelling: boolean
  onCancel: () => void
}

/** Where the Ledger is, and what the person must do on it now. */
export function SigningPrompts({ prompt, isCancelling, onCancel }: SigningPromptsProps) {
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap">
        <div className={classes.said}>
          <ol className={classes.prompts}>
            {STEPS.map(({ step, label }) => (
              <li key={step} aria-current={prompt?.step === step ? 'step' : undefined}>
                {label}
              </li>
            ))}
          </ol>
          <Group gap="xs" mt={4} wrap="nowrap">
            <Loader size="xs" className={classes.rigid} />
            <Text fz="lg" fw={600} aria-live="assertive">
              {isCancelling ? 'Cancelling: waiting for the Ledger to be let go.' : (prompt?.message ?? 'Looking for the Ledger.')}
            </Text>
          </Group>
        </div>
        <Button variant="default" className={classes.rigid} onClick={onCancel} disabled={isCancelling}>
          {isCancelling ? 'Cancelling…' : 'Cancel'}
        </Button>
      </Group>
      <Text fz="xs" c="dimmed" mt={4}>
        Cancelling here does not clear the device's screen: if it still shows the review, reject it there.
      </Text>
    </Paper>
  )
}
