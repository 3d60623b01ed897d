import { Table, Text, Title } from '@mantine/core'
import { sumBaseUnits } from '#core/model/money'
import type { Flow } from '#core/rewards/explain/flowGraph'
import { flowWords } from '#core/rewards/explain/flowWords'
import type { SplitFile } from '#core/rewards/splitFile'
import { Amount } from '../../../ui/Amount'
import type { SplitFlow } from './useSplitFlow'

/** The bands of the picture in figures, column by column, and what of a correction cannot be drawn. */
export function FlowTable({ split, flow }: { split: SplitFile; flow: SplitFlow }) {
  const { picture, drawnFocus: focus } = flow
  if (!picture) return null
  const { nodes, bands, below } = picture
  const order = new Map(nodes.map(({ id }, at) => [id, at]))
  const labels = new Map(nodes.map(({ id, label }) => [id, label]))
  const rank = (id: string) => order.get(id) ?? 0
  const rows = [...bands].sort((one, other) => rank(one.from) - rank(other.from) || rank(one.to) - rank(other.to))
  return (
    <section aria-labelledby="flows-title">
      <Title order={2} id="flows-title" mb={4}>
        {focus ? `Flows of ${focus.label}` : 'Flows'}
      </Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>From</Table.Th>
            <Table.Th>To</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ from, to, amountBaseUnits }) => (
            <Table.Tr key={`${from}>${to}`}>
              <Table.Td>{labels.get(from)}</Table.Td>
              <Table.Td>{labels.get(to)}</Table.Td>
              <Table.Td ta="right">
                <Amount baseUnits={amountBaseUnits} token={split.token} />
              </Table.Td>
            </Table.Tr>
          ))}
          {!focus &&
            takenBack(below, split).map(({ label, amountBaseUnits }) => (
              <Table.Tr key={label}>
                <Table.Td>Taken back</Table.Td>
                <Table.Td>
                  <Text fz="sm">{label}</Text>
                </Table.Td>
                <Table.Td ta="right">
                  <Amount baseUnits={amountBaseUnits} token={split.token} />
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

/** What goes the other way to each member and reserve; below zero. */
function takenBack(below: readonly Flow[], split: SplitFile): { label: string; amountBaseUnits: bigint }[] {
  const words = flowWords(split)
  const byReceiver = new Map<string, bigint[]>()
  for (const { to, amountBaseUnits } of below) {
    if (!/^(member|reserve|dust)/.test(to)) continue
    byReceiver.set(to, [...(byReceiver.get(to) ?? []), amountBaseUnits])
  }
  return [...byReceiver].map(([to, amounts]) => {
    const kind = to.startsWith('member ') ? 'member' : to.startsWith('reserve ') ? 'reserve' : 'dust'
    const place = { id: to, kind, key: to.slice(kind.length + 1), stageId: null } as const
    return { label: words.label(to, kind, [place]), amountBaseUnits: sumBaseUnits(amounts) }
  })
}
