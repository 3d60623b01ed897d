import type { PayoutMethod } from '#core/treasury/model/payoutFileV4'

export const METHOD_NAMES: Readonly<Record<PayoutMethod, string>> = {
  safe: 'Safe pays all',
  merkle: 'Root, members claim',
  transfers: 'Single transfers',
  solana: 'Transfers on Solana',
}
