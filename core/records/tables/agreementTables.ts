/** Who hosts what, what a period is split with, templates of agreements and what was signed of them. */
import {
  agreementTemplateSchema,
  bookEntryRecordSchema,
  installRecordSchema,
  periodInputsSchema,
  priceTableRecordSchema,
  reopeningSchema,
  termsSignatureSchema,
} from '../../agreements/agreementRecords'
import { isDemoKey } from '../../model/demoIdentity'
import { sharedFacts, sharedRecords } from '../tableDeclaration'

const place = { together: 'place', rule: 'last-writer' } as const

const installs = sharedRecords({
  name: 'installs',
  schema: installRecordSchema,
  indexes: 'id, hotspotId',
  identity: 'minted',
  writers: ['technician', 'operator', 'treasurer', 'admin'],
  personal: ['hostId', 'installerId', 'place', 'cell'],
  merge: {
    hotspotId: 'last-writer',
    hostId: 'last-writer',
    installerId: 'last-writer',
    place,
    cell: place,
    from: 'last-writer',
    to: 'last-writer',
    origin: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const bookEntries = sharedRecords({
  name: 'bookEntries',
  schema: bookEntryRecordSchema,
  indexes: 'id, periodId',
  identity: 'minted',
  writers: ['treasurer', 'admin'],
  personal: ['entry'],
  merge: {
    periodId: 'last-writer',
    entry: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const periodInputs = sharedRecords({
  name: 'periodInputs',
  schema: periodInputsSchema,
  indexes: 'id',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['measures'],
  merge: {
    prices: 'keyed-map',
    measures: 'last-writer',
    minimumPayoutBaseUnits: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const table = { together: 'table', rule: 'last-writer' } as const

const priceTables = sharedRecords({
  name: 'priceTables',
  schema: priceTableRecordSchema,
  indexes: 'id, symbol',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: [],
  merge: {
    symbol: table,
    currency: table,
    sourceName: 'last-writer',
    contentSha256: table,
    prices: table,
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

/** A template is agreed upon as a whole. */
const template = { together: 'template', rule: 'last-writer' } as const

const agreementTemplates = sharedRecords({
  name: 'agreementTemplates',
  schema: agreementTemplateSchema,
  indexes: 'id, name',
  identity: 'minted',
  writers: ['treasurer', 'operator', 'admin'],
  personal: [],
  merge: {
    name: 'last-writer',
    description: 'last-writer',
    slots: template,
    stages: template,
    dust: template,
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const termsSignatures = sharedFacts({
  name: 'termsSignatures',
  schema: termsSignatureSchema,
  indexes: 'id, agreementId',
  identity: 'content',
  writers: ['member', 'operator', 'technician', 'treasurer', 'admin'],
  personal: ['memberId', 'file'],
  personOf: 'memberId',
})

const reopenings = sharedFacts({
  name: 'reopenings',
  schema: reopeningSchema,
  indexes: 'id, closingId, periodId',
  identity: 'content',
  writers: ['treasurer', 'admin'],
  personal: ['file'],
  isPractice: ({ periodId }) => isDemoKey(periodId),
})

export const agreementTables = {
  installs,
  bookEntries,
  periodInputs,
  priceTables,
  agreementTemplates,
  termsSignatures,
  reopenings,
}
