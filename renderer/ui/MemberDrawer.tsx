import { Button, Checkbox, Drawer, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import type { AddressFinding } from '#core/treasury/addresses/examineAddress'
import { AddressFindings } from './AddressFindings'
import { MayWrite } from './access/MayWrite'
import { EraseMemberButton } from './EraseMemberButton'
import { PaymentFields } from './PaymentFields'
import { asProblem, ProblemAlert } from './ProblemAlert'
import { faultOfPayment, paymentDraft, readPayment } from './paymentDraft'
import { RecordHistoryButton } from './RecordHistoryButton'
import { type StandingDraft, StandingFields } from './StandingFields'
import { readStanding, standingDraft } from './standingDraft'

interface MemberDrawerProps {
  /** Null for a new member. */
  member: Member | null
  members: Member[]
  /** Names of reserves that are known. */
  reserves?: string[]
  /** What is to be said of an address for this member; see core/treasury/addresses. */
  examine: (who: { id: string | null; name: string }, address: string) => AddressFinding[]
  onSave: (fields: Pick<Member, 'name' | 'role' | 'address' | 'standing' | 'paidBy' | 'payment'>) => Promise<void>
  onClose: () => void
}

/** A member's name, role, address, payment in money and standing. Without an address the share is held, never dropped. */
export function MemberDrawer({ member, members, reserves = [], examine, onSave, onClose }: MemberDrawerProps) {
  const [name, setName] = useState(member?.name ?? '')
  const [role, setRole] = useState(member?.role ?? 'member')
  const [address, setAddress] = useState(member?.address ?? '')
  const [standing, setStanding] = useState(() => standingDraft(member?.standing))
  const [payment, setPayment] = useState(() => paymentDraft(member))
  const [problem, setProblem] = useState<Problem | null>(null)
  const typed = address.trim()
  const standingFault = faultOfStanding(standing)
  const paymentFault = faultOfPayment(payment)
  const findings = typed === '' ? [] : examine({ id: member?.id ?? null, name: name.trim() || 'this member' }, typed)
  const addressFault = findings.find(({ severity }) => severity === 'refuse')?.message ?? null
  const isChanged = typed !== (member?.address ?? '')
  // Compared is what stands there now, not what stood there before.
  const [compared, setCompared] = useState<string | null>(null)
  const mustCompare = isChanged && addressFault === null && findings.some(({ severity }) => severity === 'stop')

  // A Safe is a contract as well: only the member knows whether this one takes the token.
  const [accepted, setAccepted] = useState<string | null>(null)
  const mustAccept = isChanged && addressFault === null && findings.some(({ kind }) => kind === 'contract')

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      const fields = { name: name.trim(), role: role.trim(), address: typed === '' ? null : typed }
      await onSave({ ...fields, standing: readStanding(standing), ...readPayment(payment, member) })
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={member ? `Member ${member.name}` : 'New member'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={save}>
        <Stack>
          <TextInput label="Name" required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label="Role" value={role} onChange={(event) => setRole(event.currentTarget.value)} />
          <TextInput
            label="Address"
            description="With its capital letters: they are its checksum. Empty: the share is held until there is one, unless it is paid in money."
            value={address}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-xs)' } }}
            error={addressFault}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {member?.address && isChanged && (
            <Text fz="sm">This changes where {member.name} is paid. Compare the whole address with them by another way.</Text>
          )}
          {addressFault === null && <AddressFindings findings={findings} />}
          {mustCompare && (
            <Checkbox
              label="I have compared every character with the member by another way"
              checked={compared === typed}
              onChange={(event) => setCompared(event.currentTarget.checked ? typed : null)}
            />
          )}
          {mustAccept && (
            <Checkbox
              label="The member says that this contract is theirs and can take the token"
              checked={accepted === typed}
              onChange={(event) => setAccepted(event.currentTarget.checked ? typed : null)}
            />
          )}
          <PaymentFields draft={payment} fault={paymentFault} memberName={name.trim()} onChange={setPayment} />
          {member && (
            <StandingFields
              draft={standing}
              memberId={member.id}
              members={members}
              reserves={reserves}
              fault={standingFault}
              onChange={setStanding}
            />
          )}
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="flex-end">
            {member && <RecordHistoryButton table="members" recordKey={member.id} name={member.name} />}
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <MayWrite tables={['members']}>
              <Button
                type="submit"
                disabled={
                  name.trim() === '' ||
                  addressFault !== null ||
                  standingFault !== null ||
                  paymentFault !== null ||
                  (mustCompare && compared !== typed) ||
                  (mustAccept && accepted !== typed)
                }
              >
                Save member
              </Button>
            </MayWrite>
          </Group>
          {member && (
            <Group justify="flex-end">
              <EraseMemberButton member={member} onErased={onClose} />
            </Group>
          )}
        </Stack>
      </form>
    </Drawer>
  )
}

function faultOfStanding(draft: StandingDraft): { field: string; message: string } | null {
  try {
    readStanding(draft)
    return null
  } catch (thrown) {
    const { field = 'from', message } = Problem.from(thrown, 'standing.incomplete', 'The standing is not complete.')
    return { field, message }
  }
}
