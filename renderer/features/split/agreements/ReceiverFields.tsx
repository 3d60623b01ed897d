import { Select } from '@mantine/core'
import type { ShareRole } from '#core/model/terms'
import type { DraftReceiver } from './agreementDraft'
import { type ReceiverChoices, ROLE_CHOICES } from './receiverChoices'

interface ReceiverFieldsProps {
  /** What it is, for those who hear it: "share 1 of stage 2". */
  of: string
  receiver: DraftReceiver
  choices: ReceiverChoices
  /** It is said below the row. */
  isFaulty: boolean
  onChange: (receiver: DraftReceiver) => void
}

/** Who gets it, and as what. */
export function ReceiverFields({ of, receiver, choices, isFaulty, onChange }: ReceiverFieldsProps) {
  return (
    <>
      <Select
        flex={1}
        miw={150}
        size="xs"
        searchable
        placeholder="Choose who gets it"
        aria-label={`Who gets ${of}`}
        data={choices.groups}
        limit={100}
        value={receiver.to}
        error={isFaulty}
        onChange={(to) => onChange({ ...receiver, to })}
      />
      <Select
        w={132}
        size="xs"
        clearable
        placeholder="Role"
        aria-label={`Role of ${of}`}
        data={ROLE_CHOICES}
        value={receiver.role}
        onChange={(role) => onChange({ ...receiver, role: role as ShareRole | null })}
      />
    </>
  )
}
