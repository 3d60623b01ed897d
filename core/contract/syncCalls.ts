/** What the renderer may ask of main for syncing: signing batches, data keys, and places where they are exchanged. */
import { z } from 'zod'
import { BATCH_BYTES } from '../sync/batch'
import { foundingSchema } from '../sync/founding'
import { joinRequestSchema } from '../sync/joining/joinRequest'
import { recoveryKeySchema } from '../sync/joining/recoveryKey'
import { welcomeSchema } from '../sync/joining/welcome'
import { envelopeSchema } from '../sync/keys/envelope'
import { CHUNK_BYTES } from '../sync/travel/chunks'
import { dataKeyCalls } from './dataKeyCalls'

/** Of an access file, with the certificates that it may hold. */
const ACCESS_CHARS = 200_000

const nothing = z.object({})
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const place = z.object({ placeId: z.string().regex(/^[0-9a-f]{16}$/) })
const placeOf = place.extend({ cooperative: sha256.nullable() })
const chunkBytes = z.base64().max(Math.ceil(CHUNK_BYTES / 3) * 4)
const batchId = z.object({
  actor: z.string().regex(/^[0-9a-f]{16}$/),
  n: z.number().int().positive(),
  hash: sha256,
})

export const syncPlaceSchema = z.object({
  /** Given by main. A page names places by it, never by a path or an address. */
  id: place.shape.placeId,
  kind: z.enum(['folder', 'nats']),
  /** The folder's path or the server's addresses, for display. */
  name: z.string(),
  /** When it was last chosen, ISO 8601, UTC. */
  chosenAt: z.iso.datetime(),
})
export type SyncPlace = z.infer<typeof syncPlaceSchema>

const standingSchema = z.object({
  founding: foundingSchema.nullable(),
  batches: z.array(batchId),
  litter: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['incomplete', 'foreign', 'damaged', 'newer']),
      actor: z.string().nullable(),
    }),
  ),
  freeBytes: z.number().nullable(),
})

export const syncCalls = {
  /**
   * The installation's signature of a batch. Main signs nothing but the canonical form of a batch of its own key.
   * Problem `sync.not-a-batch`, and those of the key.
   */
  'sync.signBatch': {
    /** RFC 8785 form of a `commonmast-batch-v1` without its signature. */
    input: z.object({ document: z.string().max(BATCH_BYTES) }),
    output: z.object({ signature: z.string().regex(/^[0-9a-f]{128}$/) }),
  },
  /** The founding document of a new cooperative, signed by this installation, which is its first admin. */
  'sync.found': { input: z.object({ name: z.string().trim().min(1).max(200) }), output: foundingSchema },
  /**
   * The same with a founder's key that is made for it, leaves in the recovery file and is on no laptop: this installation is an
   * admin by `first`, the batch with which the records have to begin. Main keeps nothing of the founder's key.
   */
  'sync.foundWithRecovery': {
    input: z.object({ name: z.string().trim().min(1).max(200) }),
    /** `first` is the canonical JSON of a `commonmast-batch-v1`. */
    output: z.object({ founding: foundingSchema, first: z.string().max(BATCH_BYTES), recovery: recoveryKeySchema }),
  },
  /** A request of this installation to be admitted, with the keys that main holds. Problems of the key. */
  'sync.signJoinRequest': {
    /** As people will call the installation. */
    input: z.object({ name: z.string().trim().min(1).max(200) }),
    output: joinRequestSchema,
  },
  /** This installation's answer to such a request. It gives no access: the grant in the records does. Problems of the key. */
  'sync.signWelcome': {
    input: welcomeSchema.pick({ founding: true, key: true, roles: true }),
    output: welcomeSchema,
  },
  /** Folders and servers that were chosen on this machine, the one chosen last first. */
  'sync.places': { input: nothing, output: z.object({ places: z.array(syncPlaceSchema) }) },
  /**
   * A person chooses a folder: in the system's own dialog, where there is one, else by typing its path. Null: they chose none.
   * Problem `sync.path-needed`, `sync.not-a-folder`, `sync.place-is-own-data`.
   */
  'sync.chooseFolder': {
    /** What was typed; where there is a dialog nothing is, and a path is not looked at. */
    input: z.object({ path: z.string().max(4_096).nullable().default(null) }),
    output: z.object({ place: syncPlaceSchema.nullable() }),
  },
  /**
   * A server by the access file that its admin gave. Main keeps it, sealed as the system can; the page has it only while it hands
   * it over. A server that is in the list has the new access from then on. Problem `nats.access-unreadable`, `secrets.*`.
   */
  'sync.addServer': {
    /** The file's text. */
    input: z.object({ access: z.string().max(ACCESS_CHARS) }),
    output: z.object({ place: syncPlaceSchema }),
  },
  /** Takes a place out of the list. What lies there stays; the access to a server goes. */
  'sync.forgetPlace': { input: place, output: nothing },
  /** What lies at a place, for a laptop of that cooperative, or of none (null). Problem `sync.place-unknown`, as `SyncTransport`. */
  'sync.look': { input: place.extend({ cooperative: sha256.nullable() }), output: standingSchema },
  'sync.read': {
    input: place.extend({ cooperative: sha256.nullable(), id: batchId }),
    output: z.object({ text: z.string() }),
  },
  'sync.publish': {
    input: place.extend({ cooperative: sha256.nullable(), id: batchId, text: z.string().max(BATCH_BYTES) }),
    output: z.object({ published: z.enum(['published', 'there-already', 'beside-another']) }),
  },
  'sync.begin': { input: place.extend({ cooperative: sha256.nullable(), founding: foundingSchema }), output: nothing },
  /** Which chunks of large values lie there (`travel/chunks`). */
  'sync.hasChunks': { input: placeOf.extend({ hashes: z.array(sha256) }), output: z.object({ there: z.array(sha256) }) },
  'sync.readChunk': { input: placeOf.extend({ hash: sha256 }), output: z.object({ bytes: chunkBytes }) },
  'sync.publishChunk': {
    input: placeOf.extend({ hash: sha256, bytes: chunkBytes }),
    output: z.object({ published: z.enum(['published', 'there-already']) }),
  },
  /** Envelopes of data keys, as they lie there. */
  'sync.envelopes': { input: placeOf, output: z.object({ texts: z.array(z.string()) }) },
  'sync.publishEnvelope': { input: placeOf.extend({ envelope: envelopeSchema }), output: nothing },
  /** A file of batches as a place: what a person opened (`text`), or an empty one. It is on no disk; `sync.fileText` gives it. */
  'sync.openFile': { input: z.object({ text: z.string().nullable() }), output: place },
  'sync.fileText': { input: place, output: z.object({ text: z.string() }) },
  /** The file is needed no longer. */
  'sync.closeFile': { input: place, output: nothing },
  ...dataKeyCalls,
}
