import { Box, Table, Text, Title } from '@mantine/core'
import { STATEMENT_ACCOUNTS, type StatementView as Statement } from '#core/statements/statement'
import { ACCOUNT_WORDS, kindText, periodText } from '#core/statements/statementWords'
import { localTexts } from '#core/statements/zoneTime'
import { Amount } from '../../../ui/Amount'
import { Code } from '../../../ui/Code'

const FIGURE_WIDTH = 230

/** One period of a member as its PDF has it: balances before and after, and every movement. */
export function StatementView({ statement }: { statement: Statement }) {
  const { member, period, token, opening, closing, entries, zone, priceSource } = statement
  const local = localTexts(zone)
  const name = `${member.name}, ${period.name}`
  const hasWorth = entries.some(({ fiat }) => fiat !== null)
  const isMoved = STATEMENT_ACCOUNTS.filter((account) => opening[account] !== 0n || closing[account] !== 0n)
  return (
    <Box component="section" maw={1040} aria-label={`Statement of ${name}`}>
      <Title order={2}>{name}</Title>
      <Text fz="xs" c="dimmed" mb={4}>
        {periodText(statement)}
        {priceSource && ` · ${priceSource}`}
      </Text>
      {isMoved.length > 0 && (
        <Table aria-label={`Balances of ${name}`} mb="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Balance</Table.Th>
              <Table.Th ta="right" w={FIGURE_WIDTH}>
                Before
              </Table.Th>
              <Table.Th ta="right" w={FIGURE_WIDTH}>
                After
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {isMoved.map((account) => (
              <Table.Tr key={account}>
                <Table.Td>{ACCOUNT_WORDS[account]}</Table.Td>
                <Table.Td ta="right">
                  <Amount baseUnits={opening[account]} token={token} />
                </Table.Td>
                <Table.Td ta="right">
                  <Amount baseUnits={closing[account]} token={token} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {entries.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Nothing moved in this period.
        </Text>
      ) : (
        <Table aria-label={`Movements of ${name}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={FIGURE_WIDTH}>Time</Table.Th>
              <Table.Th>What</Table.Th>
              {hasWorth && <Table.Th ta="right">Worth</Table.Th>}
              <Table.Th ta="right" w={FIGURE_WIDTH}>
                Amount
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td className="figures" style={{ whiteSpace: 'nowrap' }}>
                  {local(entry.at)}
                </Table.Td>
                <Table.Td>
                  {kindText(entry)}
                  {entry.note !== '' && (
                    <Text fz="xs" c="dimmed">
                      {entry.note}
                    </Text>
                  )}
                  {entry.chain && <Code value={entry.chain.transactionHash} what="transaction hash" />}
                </Table.Td>
                {hasWorth && (
                  <Table.Td ta="right" className="figures" style={{ whiteSpace: 'nowrap' }}>
                    {entry.fiat && `${entry.fiat.amountText} ${entry.fiat.currency}`}
                  </Table.Td>
                )}
                <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                  <Amount baseUnits={entry.amountBaseUnits} token={token} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Box>
  )
}
