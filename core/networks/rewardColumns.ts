/** Columns of tables of rewards beside hotspot and amount, by their usual names in lower case, and what their cells must say. */
import type { Token } from '../model/money'
import { Problem } from '../model/problem'
import { networkId } from './deviceKey/hotspotId'

export const TOKEN_COLUMNS = ['token', 'currency', 'symbol']
export const UNIT_COLUMNS = ['unit', 'units', 'denomination']
export const STATUS_COLUMNS = ['status', 'state', 'payment status', 'payout status']

const TIME_COLUMNS = ['date', 'day', 'time', 'timestamp', 'datetime', 'block', 'height', 'epoch']
const TRANSACTION_COLUMNS = [
  ...['hash', 'tx', 'txhash', 'tx hash', 'tx_hash', 'transaction', 'transaction hash', 'transaction_hash', 'transaction id'],
]
const TYPE_COLUMNS = ['type', 'reward type', 'reward_type', 'reason']

/** What tells one payment to a hotspot from another. [RR7] */
export const EVENT_COLUMNS = [...TIME_COLUMNS, ...TRANSACTION_COLUMNS, ...TYPE_COLUMNS]

/** @throws Problem `rewards.other-network` */
export function checkNetwork(written: string, network: string): void {
  if (written === '' || networkId(written) === network) return
  throw new Problem(
    'rewards.other-network',
    `The row is of network "${written.slice(0, 40)}" and this is a period of "${network}": give each network a file of its own.`,
    { field: 'network' },
  )
}

/** @throws Problem `rewards.other-token` */
export function checkToken(written: string, { symbol }: Token, field: string): void {
  if (written === '' || written.toLowerCase() === symbol.toLowerCase()) return
  throw new Problem(
    'rewards.other-token',
    `The row is in ${written.slice(0, 40)} and this is a period of ${symbol}: give each token a file of its own.`,
    { field },
  )
}
