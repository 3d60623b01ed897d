import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { decideOnInstallationHere } from '../../../data/sync/access/admitting'
import type { Installation } from '../../../data/sync/access/installations'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { installationText } from './installationText'

/** Takes a laptop's access away, from the batch on that an admin names. */
export function RevokeDialog({ installation, onClose }: { installation: Installation; onClose: () => void }) {
  const { key, memberId, actors } = installation
  const held = actors.filter(({ batches }) => batches > 0)
  const [after, setAfter] = useState<Record<string, number>>(
    Object.fromEntries(held.map(({ actor, batches }) => [actor, batches])),
  )
  const [problem, setProblem] = useState<Problem | null>(null)
  const name = installationText(installation)
  const undone = held.reduce((sum, { actor, batches }) => sum + batches - (after[actor] ?? 0), 0)

  async function revoke() {
    try {
      await decideOnInstallationHere({ key, name, memberId, access: { roles: [], after, encryptionKey: null } })
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Modal opened onClose={onClose} title={`Take away the access of ${name}`} size="lg">
      <Stack>
        {problem && <ProblemAlert problem={problem} />}
        <Text>
          Whatever it writes after the last batch that counts changes nothing on any laptop, whatever time it bears and whenever
          it arrives. It is kept and shown. What the laptop has already read stays readable to it.
        </Text>
        {held.map(({ actor, batches }) => (
          <NumberInput
            key={actor}
            label={held.length === 1 ? 'Last batch that counts' : `Last batch that counts of its name ${actor.slice(0, 4)}`}
            description={`${batches} ${batches === 1 ? 'is' : 'are'} held here. Name an earlier one if the laptop was lost before.`}
            min={0}
            max={batches}
            allowDecimal={false}
            clampBehavior="strict"
            value={after[actor] ?? 0}
            onChange={(value) => setAfter({ ...after, [actor]: Number(value) })}
          />
        ))}
        <Text fz="sm" role="status">
          {undone === 0
            ? 'All that is held here goes on counting.'
            : `${countText(undone, 'batch that is', 'batches that are')} held here will be set aside, and the records made again without ${undone === 1 ? 'it' : 'them'}.`}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color="red" onClick={() => void revoke()}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
