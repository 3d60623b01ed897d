/** Payouts in money, and what is known of their payments. */
import { moneyPayoutMarkSchema, moneyPayoutRecordSchema } from '../../bank/bankRecords'
import { isDemoKey } from '../../model/demoIdentity'
import { sharedFacts } from '../tableDeclaration'

const moneyPayouts = sharedFacts({
  name: 'moneyPayouts',
  schema: moneyPayoutRecordSchema,
  indexes: 'id, periodId, splitSha256',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['file'],
  isPractice: ({ periodId }) => isDemoKey(periodId),
})

const moneyPayoutMarks = sharedFacts({
  name: 'moneyPayoutMarks',
  schema: moneyPayoutMarkSchema,
  indexes: 'id, reference, periodId',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['bankReference', 'reason', 'source'],
  isPractice: ({ periodId }) => isDemoKey(periodId),
})

export const bankTables = { moneyPayouts, moneyPayoutMarks }
