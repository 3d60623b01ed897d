/** Who pays, in what, on which chains, and payouts with every step of them. */
import {
  addressConfirmationRecordSchema,
  chainRecordSchema,
  payoutMoveRecordSchema,
  payoutRecordSchema,
  tokenRecordSchema,
  treasuryRecordSchema,
} from '../../treasury/model/treasuryRecords'
import { sharedFacts, sharedRecords } from '../tableDeclaration'

const chains = sharedRecords({
  name: 'chains',
  schema: chainRecordSchema,
  indexes: 'id',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: [],
  merge: { name: 'last-writer', coin: 'last-writer', createdAt: 'last-writer', updatedAt: 'last-writer' },
})

/** What was compared with the chain is said of exactly those facts. */
const compared = { together: 'facts', rule: 'last-writer' } as const

const treasuries = sharedRecords({
  name: 'treasuries',
  schema: treasuryRecordSchema,
  indexes: 'id',
  identity: 'minted',
  writers: ['treasurer', 'admin'],
  personal: ['name', 'signers'],
  merge: {
    name: 'last-writer',
    facts: compared,
    checked: compared,
    signers: 'last-writer',
    distributors: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const tokens = sharedRecords({
  name: 'tokens',
  schema: tokenRecordSchema,
  indexes: 'id',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: [],
  merge: { facts: compared, checked: compared, createdAt: 'last-writer', updatedAt: 'last-writer' },
})

const payouts = sharedFacts({
  name: 'payouts',
  schema: payoutRecordSchema,
  indexes: 'id, periodId, createdAt',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['file'],
  isPractice: ({ practice }) => practice === true,
})

const payoutMoves = sharedFacts({
  name: 'payoutMoves',
  schema: payoutMoveRecordSchema,
  indexes: 'id, payoutId, movedAt',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['fact'],
  isPractice: ({ practice }) => practice === true,
})

const addressConfirmations = sharedFacts({
  name: 'addressConfirmations',
  schema: addressConfirmationRecordSchema,
  indexes: 'id, memberId',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['memberId', 'file'],
  personOf: 'memberId',
})

export const treasuryTables = { chains, treasuries, tokens, payouts, payoutMoves, addressConfirmations }
