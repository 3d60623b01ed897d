import { Alert, List, Text } from '@mantine/core'
import { fingerprint } from '#core/sync/joining/fingerprint'
import type { Found } from '#core/sync/Round'
import { type BatchFault, isWaiting, type NewActorReason } from '#core/sync/SyncStore'
import { countText } from '#core/words/countText'
import { dateText } from '#core/words/dateText'
import { actorText, type KnownActors } from '../../../data/history/actorText'

interface FoundListProps {
  /** Of the place. */
  name: string
  found: readonly Found[]
  actors: KnownActors
}

/** What the last round came upon that a person may want to know, one sentence each. */
export function FoundList({ name, found, actors }: FoundListProps) {
  const sentences = [...new Set(found.map((one) => sentenceOf(one, actors)))].filter((sentence) => sentence !== null)
  if (sentences.length === 0) return null
  return (
    <Alert color="yellow" variant="light" title={`What the last round with ${name} came upon`}>
      <List size="sm" spacing={2}>
        {sentences.slice(0, SHOWN).map((sentence) => (
          <List.Item key={sentence} style={{ overflowWrap: 'anywhere' }}>
            {sentence}
          </List.Item>
        ))}
      </List>
      {sentences.length > SHOWN && <Text fz="sm">And {sentences.length - SHOWN} more.</Text>}
    </Alert>
  )
}

const NEW_ACTOR: Readonly<Record<NewActorReason, string | null>> = {
  'exists-twice':
    'This laptop exists twice: another copy of it wrote as well. It goes on under a new name, and nothing of either is lost.',
  'old-copy': 'These records came back from an older copy. They go on under a new name, after reading what was written since.',
  // Nobody has to do anything about it.
  'not-of-key': null,
}

const SHOWN = 20
/** What a batch waits for, by its fault. */
const WAITS: Partial<Record<BatchFault, string>> = {
  gap: 'for one before it that is not there',
  'missing-file': 'for the rest of a large value that is not there: sync with a laptop that has it',
  'newer-value': 'for a newer version of this program: update it',
}
const MINUTE_MS = 60_000

function sentenceOf(found: Found, actors: KnownActors): string | null {
  switch (found.kind) {
    case 'litter': {
      const { name, kind, actor } = found.litter
      // Not ours, and in nobody's way.
      if (kind === 'foreign') return null
      const whose = actor === null ? 'the laptop that wrote it' : actorText(actor, actors)
      if (kind === 'newer') return `${name} is of a newer version of this program: update it to read what it holds.`
      if (kind === 'damaged')
        return `${name} was changed since it was written; nothing of it is read. Ask ${whose} to sync again.`
      return `${name} is not complete yet. It is tried again; should it stay so, ask ${whose} to sync again.`
    }
    case 'set-aside':
      return isWaiting(found.fault)
        ? `Batch ${found.id.n} of ${actorText(found.id.actor, actors)} waits ${WAITS[found.fault] ?? ''}.`
        : `Batch ${found.id.n} of ${actorText(found.id.actor, actors)} was set aside: see Needs you.`
    case 'unreadable':
      return `Batch ${found.id.n} of ${actorText(found.id.actor, actors)} could not be read this time; it is tried again.`
    case 'new-actor':
      return NEW_ACTOR[found.reason]
    case 'not-admitted':
      return `A laptop that no admin has admitted wrote there (${fingerprint(found.publicKey)}); nothing of it is read. Compare the digits with whoever says it is theirs, and ask an admin to admit it.`
    case 'withheld': {
      const { id, reason, operations } = found.withheld
      const changes = countText(operations.length, 'change')
      const whose = actorText(id.actor, actors)
      return reason === 'no-access'
        ? `${changes} of ${whose} came after its access was taken away, and changed nothing.`
        : `${changes} of ${whose} changed nothing, because it may not write there: ask an admin for the access, or do it on a laptop that has it.`
    }
    case 'clock-ahead':
      return `The clock of ${actorText(found.id.actor, actors)} is ${countText(Math.round(found.aheadMs / MINUTE_MS), 'minute')} ahead of this one: set both by the same time, or its changes win over later ones.`
    case 'joined-from-snapshot':
      return `This laptop began with the snapshot of ${dateText(found.at)}, which stands for ${countText(found.batches, 'batch', 'batches')}. Of what was changed before that it knows what still holds, and can take nothing of it back.`
    case 'older-read':
      return `What arrived reaches before the snapshot with which this laptop began, so the ${countText(found.batches, 'batch', 'batches')} before it were read too.`
    case 'evidence-waiting':
      return `The content of ${countText(found.contents, 'photo or file', 'photos and files')} has not arrived yet: it comes once a laptop that has it was at this place.`
    case 'key-destroyed':
      return `What was known of one person is gone, as an admin asked for: ${countText(found.batches, 'batch', 'batches')} of theirs say it no more.`
    case 'clock-corrected':
      return `${countText(found.operations, 'change')} of this laptop bore the time of a wrong clock and got the right one.`
  }
}
