/** Who shares, by which terms, what the network paid, and what was split and signed. */
import { isDemoKey } from '../../model/demoIdentity'
import {
  agreementSchema,
  closingSchema,
  contributionSchema,
  distributionSchema,
  memberSchema,
  periodSchema,
  signatureSchema,
} from '../../model/records'
import { sharedFacts, sharedRecords } from '../tableDeclaration'

/** Whether in money and where are one thing: half of one and half of another would pay to nowhere. */
const payment = { together: 'paymentInMoney', rule: 'last-writer' } as const

const members = sharedRecords({
  name: 'members',
  schema: memberSchema,
  indexes: 'id, name',
  identity: 'minted',
  writers: ['treasurer', 'admin'],
  personal: ['name', 'address', 'role', 'standing', 'paidBy', 'payment'],
  personOf: 'key',
  merge: {
    name: 'last-writer',
    address: 'last-writer',
    role: 'last-writer',
    standing: 'last-writer',
    paidBy: payment,
    payment,
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

/** Whom it covers and who gets what are agreed upon together: two versions are never mixed. */
const terms = { together: 'terms', rule: 'multi-value' } as const

const agreements = sharedRecords({
  name: 'agreements',
  schema: agreementSchema,
  indexes: 'id',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['name', 'scope', 'shares', 'stages'],
  merge: {
    name: terms,
    scope: terms,
    shares: terms,
    stages: terms,
    from: terms,
    to: terms,
    dust: terms,
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const content = { together: 'content', rule: 'last-writer' } as const

const periods = sharedRecords({
  name: 'periods',
  schema: periodSchema,
  indexes: 'id, createdAt, importId',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['name', 'payer', 'sourceFile'],
  merge: {
    name: 'last-writer',
    network: content,
    token: content,
    payer: content,
    start: content,
    end: content,
    contentSha256: content,
    amountsSha256: content,
    corrects: content,
    sourceFile: content,
    contributionCount: content,
    totalBaseUnits: content,
    importId: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const contributions = sharedFacts({
  name: 'contributions',
  schema: contributionSchema,
  indexes: 'id, periodId',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['name'],
  isPractice: ({ periodId }) => isDemoKey(periodId),
})

/** A split is one document; its totals are read from it. */
const split = { together: 'split', rule: 'last-writer' } as const

const distributions = sharedRecords({
  name: 'distributions',
  schema: distributionSchema,
  indexes: 'id, periodId, createdAt',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['file'],
  merge: {
    periodId: split,
    status: split,
    file: split,
    totalBaseUnits: split,
    paidBaseUnits: split,
    heldBaseUnits: split,
    payees: split,
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const closings = sharedFacts({
  name: 'closings',
  schema: closingSchema,
  indexes: 'id, periodId, symbol',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['file'],
  isPractice: ({ periodId }) => isDemoKey(periodId),
})

const signatures = sharedFacts({
  name: 'signatures',
  schema: signatureSchema,
  indexes: 'id, distributionId, periodId, createdAt',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['file', 'signer'],
  isPractice: ({ simulated, periodId }) => simulated === true || isDemoKey(periodId),
})

export const moneyTables = { members, agreements, periods, contributions, distributions, closings, signatures }
