import { Box, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PaymentReceipt } from '#core/treasury/model/payoutMove'
import { Amount } from '../../../ui/Amount'
import classes from './Payouts.module.css'

interface PayeesTableProps {
  payout: PayoutFileV4
  /** What the chain is known to have paid; empty while nothing was compared. */
  receipts?: readonly PaymentReceipt[]
  unpaid?: readonly { address: string; missingBaseUnits: string }[]
}

const ROW_PX = 34

/** Every payee with the whole address; only the rows in view are drawn, so that thousands are no trouble. */
export function PayeesTable({ payout, receipts = [], unpaid = [] }: PayeesTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { payees, split, token } = payout
  const names = useMemo(() => new Map(split.members.map(({ id, name }) => [id, name])), [split])
  const paid = useMemo(() => new Set(receipts.map(({ address }) => address)), [receipts])
  const missing = useMemo(() => new Map(unpaid.map(({ address, missingBaseUnits }) => [address, missingBaseUnits])), [unpaid])
  const isCompared = paid.size + missing.size > 0
  const rows = useVirtualizer({
    count: payees.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    scrollPaddingStart: ROW_PX,
  })
  const drawn = rows.getVirtualItems()
  const above = drawn[0]?.start ?? 0
  const below = rows.getTotalSize() - (drawn.at(-1)?.end ?? 0)

  return (
    <Box ref={scroller} className={classes.payees} tabIndex={0} role="group" aria-label="Payees">
      <table className={classes.payeesTable} aria-rowcount={payees.length + 1}>
        <thead>
          <tr>
            <th scope="col">Payee</th>
            <th scope="col">Address</th>
            <th scope="col" data-right>
              Amount
            </th>
            {isCompared && <th scope="col">On the chain</th>}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {drawn.map(({ index }) => {
            const payee = payees[index]
            if (!payee) return null
            const lack = missing.get(payee.address)
            return (
              <tr key={payee.address} style={{ height: ROW_PX }} aria-rowindex={index + 2}>
                <td>{payee.memberIds.map((id) => names.get(id) ?? id).join(', ')}</td>
                <td>
                  <Text span ff="monospace" fz="xs">
                    {payee.address}
                  </Text>
                </td>
                <td data-right>
                  <Amount baseUnits={payee.amountBaseUnits} token={token} />
                </td>
                {isCompared && (
                  <td>
                    {lack === undefined ? (
                      paid.has(payee.address) ? (
                        'Paid'
                      ) : (
                        'Not seen'
                      )
                    ) : (
                      <>
                        Lacks <Amount baseUnits={lack} token={token} />
                      </>
                    )}
                  </td>
                )}
              </tr>
            )
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </Box>
  )
}
