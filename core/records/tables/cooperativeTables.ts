/** What the cooperative agrees on, and what was done by whom. */
import { z } from 'zod'
import { goalSchema, importSchema } from '../../model/records'
import { sharedFacts, sharedRecords } from '../tableDeclaration'
import { cooperativeSettingSchema } from './cooperativeSettings'

const id = z.string().min(1)
const time = z.string().min(10)

const goals = sharedRecords({
  name: 'goals',
  schema: goalSchema,
  indexes: 'id',
  identity: 'minted',
  writers: ['operator', 'treasurer', 'admin'],
  personal: ['title'],
  merge: {
    title: 'last-writer',
    metric: { together: 'measure', rule: 'last-writer' },
    target: { together: 'measure', rule: 'last-writer' },
    resolution: { together: 'measure', rule: 'last-writer' },
    dueOn: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const cooperativeSettings = sharedRecords({
  name: 'cooperativeSettings',
  schema: cooperativeSettingSchema,
  indexes: 'key',
  keyField: 'key',
  identity: 'content',
  writers: ['admin', 'treasurer', 'operator'],
  personal: ['value'],
  merge: { value: 'last-writer' },
})

const imports = sharedRecords({
  name: 'imports',
  schema: importSchema,
  indexes: 'id, createdAt',
  identity: 'minted',
  writers: ['operator', 'treasurer', 'admin'],
  personal: ['fileName'],
  merge: {
    fileName: 'last-writer',
    format: 'last-writer',
    table: 'last-writer',
    added: 'last-writer',
    replaced: 'last-writer',
    unchanged: 'last-writer',
    skipped: 'last-writer',
    status: 'last-writer',
    actId: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

/** Records that an import met as its file has them, so that undoing an older import leaves them to this one. */
export const confirmationSchema = z.object({
  id,
  importId: id,
  table: z.string(),
  /** Up to 2,000. */
  keys: z.array(z.string()),
  /** What the file says of them; all fields when left out. */
  fields: z.array(z.string()).optional(),
})
export type Confirmation = z.infer<typeof confirmationSchema>

const confirmations = sharedFacts({
  name: 'confirmations',
  schema: confirmationSchema,
  indexes: 'id, importId',
  identity: 'minted',
  writers: ['operator', 'treasurer', 'admin'],
  personal: ['keys'],
})

/** What a person did in one transaction, in words; its stamp is that of everything the transaction wrote. */
export const actSchema = z.object({
  id,
  kind: z.string().min(1),
  title: z.string().min(1),
  /** The act that this one takes back. */
  undoes: id.nullable(),
  createdAt: time,
})
export type Act = z.infer<typeof actSchema>

/** Kind of an act that changes nothing: its batch says how far the laptop has read. */
export const SEEN_ACT = 'seen'

const acts = sharedFacts({
  name: 'acts',
  schema: actSchema,
  indexes: 'id, createdAt, undoes',
  identity: 'minted',
  writers: ['operator', 'technician', 'treasurer', 'member', 'admin'],
  personal: ['title'],
})

/** An actor: an installation and its key. A restored or copied database is another actor of the same key. */
const actorSchema = z.object({ id, publicKey: z.string(), startedAt: time })

const actors = sharedFacts({
  name: 'actors',
  schema: actorSchema,
  indexes: 'id, publicKey',
  identity: 'minted',
  writers: ['operator', 'technician', 'treasurer', 'member', 'admin'],
  personal: [],
})

export const cooperativeTables = { goals, cooperativeSettings, imports, confirmations, acts, actors }
