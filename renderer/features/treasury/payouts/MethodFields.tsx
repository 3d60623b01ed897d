import { Alert, NativeSelect, Table, Text } from '@mantine/core'
import type { PayoutMethod } from '#core/treasury/model/payoutFileV4'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { costOfMethod, gasOfMethod, type MethodChoice, possibleMethods } from '#core/treasury/recommendMethod'
import { numberText } from '#core/words/numberText'
import { codeInput } from '../../../ui/codeInput'
import { METHOD_NAMES } from './methodWords'

interface MethodFieldsProps {
  treasury: TreasuryRecord
  payees: number
  recommended: MethodChoice
  method: PayoutMethod
  onMethod: (method: PayoutMethod) => void
  /** Of the token; empty where the treasury has none. */
  distributors: TreasuryRecord['distributors']
  distributor: string
  onDistributor: (address: string) => void
}

/** By which way it is paid: the one that fits, what each costs, and who pays for it. */
export function MethodFields(props: MethodFieldsProps) {
  const { treasury, payees, recommended, method, onMethod, distributors, distributor, onDistributor } = props
  const possible = possibleMethods({ treasury: treasury.facts.kind, hasDistributor: distributors.length > 0 })
  return (
    <>
      <NativeSelect
        label="Method"
        maw={460}
        data={possible.map((one) => ({
          value: one,
          label: one === recommended.method ? `${METHOD_NAMES[one]} (recommended)` : METHOD_NAMES[one],
        }))}
        value={method}
        onChange={(event) => onMethod(event.currentTarget.value as PayoutMethod)}
      />
      <Alert role="note" color="blue" variant="light" py={6}>
        Recommended: {METHOD_NAMES[recommended.method]}. {recommended.reason}
      </Alert>
      {treasury.facts.kind !== 'solana' && (
        <Table aria-label="Cost of each method" maw={1100}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Method</Table.Th>
              <Table.Th ta="right">Gas for each payee</Table.Th>
              <Table.Th ta="right">Gas in all</Table.Th>
              <Table.Th>Who pays the gas</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {possible.map((one) => (
              <CostRow key={one} method={one} payees={payees} isSafe={treasury.facts.kind === 'safe'} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {method === 'merkle' && (
        <NativeSelect
          label="Distributor"
          maw={460}
          styles={codeInput}
          data={distributors.map(({ address }) => address)}
          value={distributor}
          onChange={(event) => onDistributor(event.currentTarget.value)}
        />
      )}
    </>
  )
}

function CostRow({ method, payees, isSafe }: { method: PayoutMethod; payees: number; isSafe: boolean }) {
  const { gasPerPayee, claimGas } = costOfMethod(method)
  const inAll = gasOfMethod(method, payees)
  const payer = isSafe ? 'Whoever sends it for the Safe' : 'The account'
  return (
    <Table.Tr>
      <Table.Td>{METHOD_NAMES[method]}</Table.Td>
      <Table.Td ta="right">{claimGas ? `${rangeText(claimGas)} to claim` : gasPerPayee ? rangeText(gasPerPayee) : ''}</Table.Td>
      <Table.Td ta="right">{inAll && rangeText(inAll)}</Table.Td>
      <Table.Td>
        <Text span inherit>
          {claimGas ? `${payer}; each member pays for the claim` : payer}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}

/** The first time an address is paid costs more than later. */
function rangeText({ first, later }: { first: number; later: number }): string {
  return first === later ? numberText(first) : `${numberText(later)} to ${numberText(first)}`
}
