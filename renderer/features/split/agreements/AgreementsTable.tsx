import { Badge, Button, Table, Text, VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { termsSentences } from '#core/agreements/termsSentences'
import { type MemberSigning, termsSigned } from '#core/agreements/termsSigned'
import type { Token } from '#core/model/money'
import type { Agreement } from '#core/model/records'
import { termsOf } from '#core/rewards/termsOf'
import { numberText } from '#core/words/numberText'
import { Amount } from '../../../ui/Amount'
import type { AgreementUse } from '../checkPeriod'
import { scopeText } from '../scopeText'
import type { AgreementsContext } from './AgreementDrawer'
import type { ExampleNames } from './exampleView'
import { namesOf } from './readingNames'
import { signedText } from './signingText'

interface AgreementsTableProps {
  context: AgreementsContext
  uses: ReadonlyMap<string, AgreementUse>
  onEdit: (agreement: Agreement) => void
}

/** Each agreement: what it is for, how it shares, who signed it, and what it takes of this period. */
export function AgreementsTable({ context, uses, onEdit }: AgreementsTableProps) {
  const { period, members, agreements, signatures, signatureFault } = context
  const names = useMemo(() => namesOf(members, agreements), [members, agreements])
  const signing = useMemo(
    () => new Map(agreements.map((agreement) => [agreement.id, termsSigned(termsOf(agreement), signatures, signatureFault)])),
    [agreements, signatures, signatureFault],
  )
  if (agreements.length === 0) {
    return <Text c="dimmed">No agreements yet. One default agreement is enough to split everything.</Text>
  }
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Agreement</Table.Th>
          <Table.Th>Applies to</Table.Th>
          <Table.Th>Shares</Table.Th>
          <Table.Th ta="right">Rewards</Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
          <Table.Th>
            <VisuallyHidden>Action</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {agreements.map((agreement) => {
          const use = uses.get(agreement.id)
          return (
            <Table.Tr key={agreement.id}>
              <Table.Td fw={550}>
                {agreement.name}
                <SignedBadge signing={signing.get(agreement.id) ?? []} />
              </Table.Td>
              <Table.Td>{scopeText(agreement.scope)}</Table.Td>
              <Table.Td>{sharesText(agreement, names, period.token)}</Table.Td>
              <Table.Td ta="right">
                {use ? (
                  numberText(use.rewards)
                ) : (
                  <Badge variant="light" color="gray" tt="none" miw="max-content">
                    none here
                  </Badge>
                )}
              </Table.Td>
              <Table.Td ta="right">
                <Amount baseUnits={use?.amountBaseUnits ?? 0n} token={period.token} />
              </Table.Td>
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => onEdit(agreement)}
                  aria-label={`Edit agreement ${agreement.name}`}
                >
                  Edit
                </Button>
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

/** Nothing where nobody has signed: a cooperative may do without. */
function SignedBadge({ signing }: { signing: readonly MemberSigning[] }) {
  const text = signedText(signing)
  if (text === '') return null
  const has = (state: MemberSigning['state']) => signing.some((one) => one.state === state)
  const color = has('invalid') ? 'red' : has('earlier') ? 'yellow' : has('missing') ? 'gray' : 'green'
  return (
    <div>
      <Badge variant="light" color={color} tt="none" miw="max-content">
        {text}
      </Badge>
    </div>
  )
}

function sharesText(agreement: Agreement, { members, agreements }: ExampleNames, token: Token): string {
  if (agreement.stages) {
    const sentences = termsSentences(termsOf(agreement), members, { token, agreements })
    return sentences.length > 2 ? `${sentences.slice(0, 2).join(' ')} …` : sentences.join(' ')
  }
  const shown = agreement.shares.slice(0, 3).map((share) => `${members.get(share.memberId) ?? share.memberId} ${share.percent} %`)
  const rest = agreement.shares.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}
