import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconAddressBook, IconDownload, IconFileImport, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import { addressBookCsv, addressBookFile } from '#core/treasury/addresses/addressBookFile'
import type { AddressChangeRequest } from '#core/treasury/addresses/addressChangeRequest'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { useCooperative } from '../../../data/cooperative/settings'
import { saveMember } from '../../../data/money/members'
import { useMembers } from '../../../data/queries'
import { useTreasuries } from '../../../data/treasury/accounts'
import { requestFor, useAddressContext, useExamineAddress } from '../../../data/treasury/addressBook'
import { fileStem } from '../../../platform/fileStem'
import { openImportDrawer } from '../../../platform/importDrawer'
import { saveFile } from '../../../platform/saveFile'
import { MayWrite } from '../../../ui/access/MayWrite'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { MemberDrawer } from '../../../ui/MemberDrawer'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { BookTable } from './BookTable'
import { ConfirmRequestDialog } from './ConfirmRequestDialog'
import { takeInAddressFile } from './takeInAddressFile'

/** Of real money first; an account of Solana signs no such message. */
function whoseOwnersSign(treasuries: readonly TreasuryRecord[]): TreasuryRecord[] {
  return treasuries
    .filter(({ facts }) => facts.kind !== 'solana')
    .sort((one, other) => Number(isPracticeChain(one.facts.chain)) - Number(isPracticeChain(other.facts.chain)))
}

/** Where members are paid, what is to be said of each address, and what waits for somebody else's confirmation. */
export function AddressBookTab() {
  const members = useMembers()
  const context = useAddressContext()
  const cooperative = useCooperative()
  const examine = useExamineAddress()
  const [edited, setEdited] = useState<Member | 'new' | null>(null)
  const [asked, setAsked] = useState<{ request: AddressChangeRequest; isOwn: boolean } | null>(null)
  const treasuries = useTreasuries()
  const [said, setSaid] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  if (!members || !context || !cooperative) return null

  async function attempt(work: () => Promise<string | null> | string | null) {
    try {
      setSaid(await work())
      setProblem(null)
    } catch (thrown) {
      setSaid(null)
      setProblem(asProblem(thrown))
    }
  }
  const takeIn = (file: File | null) =>
    file &&
    void attempt(async () => {
      const taken = await takeInAddressFile(file)
      if (taken.kind === 'confirmation') return `The new address of ${taken.member.name} is confirmed.`
      setAsked({ request: taken.request, isOwn: false })
      return null
    })
  const ask = (member: Member) =>
    void attempt(() => {
      const request = requestFor(context, member)
      saveFile(`Address of ${fileStem(member.name)}.json`, JSON.stringify(request, null, 2))
      return `The request is in your downloads: take it to another installation of the cooperative, open it there, and bring its answer back.`
    })
  const confirm = (member: Member) =>
    void attempt(() => {
      setAsked({ request: requestFor(context, member), isOwn: true })
      return null
    })
  const book = () => addressBookFile(members, cooperative.name, new Date().toISOString())

  return (
    <Stack gap="md">
      <Group gap="xs">
        <MayWrite tables={['members']}>
          <Button onClick={() => setEdited('new')}>Add a member</Button>
        </MayWrite>
        <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => openImportDrawer()}>
          Import
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          disabled={members.length === 0}
          onClick={() => saveFile('Address book.json', JSON.stringify(book(), null, 2))}
        >
          Export
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          disabled={members.length === 0}
          onClick={() => saveFile('Address book.csv', addressBookCsv(members), 'text/csv;charset=utf-8')}
        >
          Export as CSV
        </Button>
        <FileButton onChange={takeIn} accept=".json,application/json" inputProps={{ 'aria-label': 'Request or confirmation' }}>
          {(props) => (
            <Button variant="default" leftSection={<IconShieldCheck size={16} />} {...props}>
              Open a request or confirmation
            </Button>
          )}
        </FileButton>
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {said !== null && (
        <Alert color="teal" role="status" withCloseButton closeButtonLabel="Close" onClose={() => setSaid(null)}>
          {said}
        </Alert>
      )}
      {members.length === 0 ? (
        <EmptyScreen icon={<IconAddressBook size={28} />} title="No members yet">
          Members and the addresses at which they are paid will be here. Add them one by one, or import an address book, a table
          of members or a file of agreements.
        </EmptyScreen>
      ) : (
        <>
          <Text fz="sm" c="dimmed" maw={760}>
            A member whose address changed is paid there only after somebody else has confirmed it: with the key of another
            installation, or as an owner of the treasury on their Ledger.
          </Text>
          <BookTable members={members} context={context} onChange={setEdited} onAsk={ask} onConfirm={confirm} />
        </>
      )}
      {edited !== null && (
        <MemberDrawer
          member={edited === 'new' ? null : edited}
          members={members}
          examine={examine}
          onSave={(fields) => saveMember(edited === 'new' ? null : edited, fields)}
          onClose={() => setEdited(null)}
        />
      )}
      {asked && treasuries && (
        <ConfirmRequestDialog
          {...asked}
          treasuries={whoseOwnersSign(treasuries)}
          onClose={() => setAsked(null)}
          onDone={setSaid}
        />
      )}
    </Stack>
  )
}
