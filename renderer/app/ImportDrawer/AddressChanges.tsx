import { Alert, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react'
import { countText } from '#core/words/countText'
import type { AddressChange, NewAddress } from '../../data/imports/importPreview'
import { mayConfirm } from '../../data/imports/mayConfirm'
import { AddressFindings } from '../../ui/AddressFindings'
import { Code } from '../../ui/Code'

interface AddressChangesProps {
  changes: readonly AddressChange[]
  /** Ids of members whose change was ticked. */
  confirmed: readonly string[]
  onConfirm: (memberIds: string[]) => void
}

/** Members whom the file would pay elsewhere. Their address stays unless a person ticks the change of that one member. */
export function AddressChanges({ changes, confirmed, onConfirm }: AddressChangesProps) {
  if (changes.length === 0) return null
  const isSuspicious = changes.some(({ findings }) =>
    findings.some(({ severity }) => severity === 'stop' || severity === 'refuse'),
  )
  const tick = (memberId: string, isTicked: boolean) =>
    onConfirm(isTicked ? [...confirmed, memberId] : confirmed.filter((id) => id !== memberId))
  return (
    <Alert
      color={isSuspicious ? 'red' : 'yellow'}
      icon={isSuspicious ? <IconAlertOctagon /> : <IconAlertTriangle />}
      title={titleOf(changes)}
    >
      <Text fz="sm">
        Everything else is imported, and addresses stay as they are. Where a new one is right, compare the whole of it with the
        member by another way, then tick it here.
      </Text>
      <Stack mt="sm" gap="md">
        {changes.map((change) => (
          <Change
            key={change.memberId}
            change={change}
            isTicked={confirmed.includes(change.memberId)}
            onTick={(isTicked) => tick(change.memberId, isTicked)}
          />
        ))}
      </Stack>
    </Alert>
  )
}

interface ChangeProps {
  change: AddressChange
  isTicked: boolean
  onTick: (isTicked: boolean) => void
}

function Change({ change, isTicked, onTick }: ChangeProps) {
  const { name, from, to, findings } = change
  return (
    <Stack gap={4}>
      <Text fz="sm" fw={600}>
        {name}
      </Text>
      {/* One below the other, so that they can be compared character by character. */}
      <LabelledAddress label="Has" text={from} />
      <LabelledAddress label="File" text={to} />
      <AddressFindings findings={findings.filter(({ severity }) => severity !== 'note')} />
      {mayConfirm(change) ? (
        <Checkbox
          label={`Pay ${name} at the address of the file`}
          styles={{ input: { borderColor: 'currentColor' } }}
          checked={isTicked}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
      ) : (
        <Text fz="sm">{to === null ? 'A file takes no address away.' : 'This address is not taken from a file.'}</Text>
      )}
    </Stack>
  )
}

/** Members who come with the file, at an address of which something is to be said. */
export function NewAddresses({ addresses }: { addresses: readonly NewAddress[] }) {
  if (addresses.length === 0) return null
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle />}
      title={`Look at the ${addresses.length === 1 ? 'address' : 'addresses'} of ${countText(addresses.length, 'new member')}`}
    >
      <Stack gap="sm">
        {addresses.map(({ memberId, name, address, findings }) => (
          <Stack key={memberId} gap={4}>
            <Text fz="sm" component="div">
              {name} <Address text={address} />
            </Text>
            <AddressFindings findings={findings} />
          </Stack>
        ))}
      </Stack>
    </Alert>
  )
}

function titleOf(changes: readonly AddressChange[]): string {
  const [first, ...more] = changes
  if (!first || more.length > 0) return `This file pays ${changes.length} members at another address`
  if (first.from === null) return `This file gives ${first.name} an address`
  const isAlike = first.findings.some(({ kind }) => kind === 'looks-like-own')
  return `${first.name} is paid at another address${isAlike ? '; it begins and ends like the old one' : ''}`
}

function LabelledAddress({ label, text }: { label: string; text: string | null }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Text fz="sm" w={32}>
        {label}
      </Text>
      <Address text={text} />
    </Group>
  )
}

function Address({ text }: { text: string | null }) {
  return text === null ? <Text fz="sm">no address</Text> : <Code value={text} what="address" whole />
}
