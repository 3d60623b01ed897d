import { Badge, Button, Group, Select, Stack, Table, Text, Title } from '@mantine/core'
import { IconDownload, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import type { TermsSignature } from '#core/agreements/agreementRecords'
import { type MemberSigning, termsSigned } from '#core/agreements/termsSigned'
import type { Token } from '#core/model/money'
import type { Agreement, Member } from '#core/model/records'
import { termsOf } from '#core/rewards/termsOf'
import { saveFile } from '../../../platform/saveFile'
import { MayWrite } from '../../../ui/access/MayWrite'
import { SignDialog } from './SignDialog'
import { memberSigningText, SIGNING_COLORS } from './signingText'

interface SignaturesPanelProps {
  agreement: Agreement
  signatures: readonly TermsSignature[]
  fault: (signature: TermsSignature) => string | null
  members: readonly Member[]
  agreements: readonly Agreement[]
  token: Token
  /** What is typed and not saved yet cannot be signed. */
  isChanged: boolean
}

/** Who signed the agreement as it is kept, and signing it. */
export function SignaturesPanel({ agreement, signatures, fault, members, agreements, token, isChanged }: SignaturesPanelProps) {
  const [memberId, setMemberId] = useState<string | null>(null)
  const [isSigning, setIsSigning] = useState(false)
  const signing = termsSigned(termsOf(agreement), signatures, fault)
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const open = new Set(signing.filter(({ state }) => state !== 'signed').map((one) => one.memberId))
  const member = members.find(({ id }) => id === memberId)
  return (
    <Stack gap="xs" component="section" aria-label="Signatures">
      <Title order={3}>Signatures</Title>
      {signing.length === 0 ? (
        <Text fz="sm" c="dimmed">
          It names no member who could sign it.
        </Text>
      ) : (
        <Table>
          <Table.Tbody>
            {signing.map((one) => (
              <SigningRow key={one.memberId} signing={one} name={names.get(one.memberId) ?? one.memberId} agreement={agreement} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group gap="xs" align="flex-end">
        <Select
          flex={1}
          searchable
          label="Sign as"
          description="With the key of this installation: only whoever sits before it signs."
          placeholder="Choose the member"
          data={members
            .filter(({ id }) => open.has(id) || !signing.some((one) => one.memberId === id))
            .map(({ id, name }) => ({ value: id, label: name }))}
          limit={100}
          value={memberId}
          onChange={setMemberId}
        />
        <MayWrite tables={['termsSignatures']}>
          <Button
            variant="default"
            leftSection={<IconSignature size={16} />}
            disabled={!member || isChanged}
            onClick={() => setIsSigning(true)}
          >
            Read and sign
          </Button>
        </MayWrite>
      </Group>
      {isChanged && (
        <Text fz="xs" c="dimmed">
          Save the agreement first: what is signed is what is kept.
        </Text>
      )}
      {isSigning && member && (
        <SignDialog
          agreement={agreement}
          member={member}
          known={{ members, agreements, token }}
          onClose={() => {
            setIsSigning(false)
            setMemberId(null)
          }}
        />
      )}
    </Stack>
  )
}

interface SigningRowProps {
  signing: MemberSigning
  name: string
  agreement: Agreement
}

function SigningRow({ signing, name, agreement }: SigningRowProps) {
  const { signature, state } = signing
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td w="1%" ta="right">
        <Badge variant="light" color={SIGNING_COLORS[state]} tt="none" miw="max-content">
          {memberSigningText(signing)}
        </Badge>
      </Table.Td>
      <Table.Td w="1%" ta="right" p={signature ? undefined : 0}>
        {signature && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconDownload size={14} />}
            aria-label={`Save the declaration of ${name}`}
            onClick={() => saveFile(fileNameOf(agreement.name, name), JSON.stringify(signature.file, null, 2))}
          >
            Save
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function fileNameOf(agreementName: string, memberName: string): string {
  return `declaration-${`${agreementName}-${memberName}`.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.json`
}
