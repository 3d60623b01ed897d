/** Everything the renderer may ask of main, and everything main may tell it. The handlers are in main/services. */
import { z } from 'zod'
import { payoutFileSchema, rootTransactionSettingsSchema } from '../payout/payoutFile'
import { placementFindingSchema } from '../provisioning/placement/placementFinding'
import { provisioningFileV2Schema, recordedPositionSchema } from '../provisioning/provisioningFile'
import { driverNameSchema, sessionStateSchema, ssidHexSchema } from '../provisioning/session/sessionState'
import { periodFactsSchema } from '../rewards/comparePeriod'
import { splitFileSchema } from '../rewards/splitFile'
import { defineContract } from './defineContract'
import { sessionOrderSchema, unfinishedSessionSchema } from './provisioningCalls'

const nothing = z.object({})
const session = z.object({ sessionId: z.string() })

export const serialPortSchema = z.object({
  path: z.string(),
  manufacturer: z.string().nullable(),
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** What it probably is, in words; a guess and shown as one. */
  guess: z.string().nullable(),
  /** Drivers to try first, and the speed, that go with the guess. */
  drivers: z.array(driverNameSchema),
  baudRate: z.number().int().positive(),
  simulated: z.boolean(),
})
export type SerialPortInfo = z.infer<typeof serialPortSchema>

export const ledgerDeviceSchema = z.object({
  id: z.string(),
  kind: z.enum(['usb', 'emulator', 'simulated']),
  name: z.string(),
  simulated: z.boolean(),
})
export type LedgerDeviceInfo = z.infer<typeof ledgerDeviceSchema>

/** What the person must do on the device now. */
export const ledgerPromptSchema = z.object({
  step: z.enum(['connecting', 'checking-app', 'reading-address', 'review-on-device', 'recovering', 'done']),
  message: z.string(),
})
export type LedgerPrompt = z.infer<typeof ledgerPromptSchema>

export const journalEntrySchema = z.object({
  seq: z.number().int().positive(),
  at: z.string(),
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** Hash of the entry before this one; 64 zeros for the first. */
  prev: z.string(),
  hash: z.string(),
})
export type JournalEntry = z.infer<typeof journalEntrySchema>

const previousTotalsSchema = z.object({
  root: z.string().nullable(),
  totals: z.array(z.object({ address: z.string(), cumulativeBaseUnits: z.string() })),
  periods: z.array(periodFactsSchema),
})

export const consoleContract = defineContract({
  calls: {
    'app.info': {
      input: nothing,
      output: z.object({
        version: z.string(),
        shell: z.enum(['electron', 'browser']),
        platform: z.string(),
        dataDir: z.string(),
        /** Raw Ed25519 public key of this installation, hex. */
        publicKey: z.string(),
        /** How the installation's private key is kept, in words. */
        keyProtection: z.string(),
      }),
    },
    'devices.listPorts': { input: nothing, output: z.array(serialPortSchema) },
    /** Opens the port and takes it for this session. `simulated:…` paths are training devices. */
    'provisioning.open': {
      input: z.object({
        path: z.string().min(1),
        baudRate: z.number().int().positive().default(115200),
        /** Null: found out. */
        driver: driverNameSchema.nullable().default(null),
        workOrderId: z.string().nullable().default(null),
        /** The unfinished session that this one goes on with. */
        resumes: z.string().nullable().default(null),
      }),
      output: sessionStateSchema,
    },
    /** One step with the device; the state is also told while it runs. */
    'provisioning.step': { input: session.extend({ order: sessionOrderSchema }), output: sessionStateSchema },
    'provisioning.sign': {
      input: session.extend({
        workOrderId: z.string().nullable(),
        technician: z.object({ memberId: z.string().nullable(), name: z.string() }).nullable(),
        position: recordedPositionSchema.nullable(),
        placement: z.array(placementFindingSchema),
      }),
      output: provisioningFileV2Schema,
    },
    /** `saved`: the record that was signed is where records are kept; until that is said, its session is unfinished. */
    'provisioning.close': { input: session.extend({ saved: z.boolean().default(false) }), output: sessionStateSchema },
    /** Opens one of the addresses that the device gave, in the person's own browser; only ever because somebody asked. */
    'provisioning.openUrl': { input: session.extend({ url: z.string() }), output: z.object({ opened: z.boolean() }) },
    /** Sessions that a pulled cable, a crash or a power cut ended before their record was signed and saved, the newest first. */
    'provisioning.unfinished': { input: nothing, output: z.array(unfinishedSessionSchema) },
    /**
     * Signs what the journal knows of an unfinished session; the very record again where one was signed already. The session
     * stays unfinished until it is dismissed, or closed as saved.
     */
    'provisioning.signUnfinished': {
      input: session.extend({
        technician: z.object({ memberId: z.string().nullable(), name: z.string() }).nullable(),
        position: recordedPositionSchema.nullable(),
        placement: z.array(placementFindingSchema).default([]),
      }),
      output: provisioningFileV2Schema,
    },
    /** The unfinished session needs nothing more. */
    'provisioning.dismiss': { input: session, output: nothing },
    /** Names of networks whose password is at hand, and where it is kept. Never a password. */
    'secrets.list': {
      input: nothing,
      output: z.object({
        networks: z.array(
          z.object({ ssid: z.string(), ssidHex: ssidHexSchema.optional(), kept: z.enum(['memory', 'keychain']) }),
        ),
        /** Null when this system's keychain can keep passwords; else why not, and what to do. */
        keychainProblem: z.string().nullable(),
      }),
    },
    'secrets.forget': { input: z.object({ ssid: z.string(), ssidHex: ssidHexSchema.optional() }), output: nothing },
    'ledger.list': { input: nothing, output: z.array(ledgerDeviceSchema) },
    'ledger.address': {
      input: z.object({ deviceId: z.string(), derivationPath: z.string() }),
      output: z.object({ address: z.string(), appName: z.string(), appVersion: z.string() }),
      progress: ledgerPromptSchema,
    },
    /** Builds the cumulative tree and the transaction; signs nothing. */
    'payout.prepare': {
      input: z.object({
        split: splitFileSchema,
        previous: previousTotalsSchema,
        transaction: rootTransactionSettingsSchema.nullable(),
        again: z.boolean(),
      }),
      output: payoutFileSchema,
      progress: z.object({ done: z.number(), total: z.number(), message: z.string() }),
    },
    /** Verifies the payout again, signs its transaction on the device, recovers the signer. */
    'payout.sign': {
      input: z.object({ payout: payoutFileSchema, deviceId: z.string(), derivationPath: z.string() }),
      output: payoutFileSchema,
      progress: ledgerPromptSchema,
    },
    'payout.verify': {
      input: z.object({ payout: payoutFileSchema }),
      output: z.object({ holds: z.boolean(), findings: z.array(z.object({ where: z.string(), message: z.string() })) }),
    },
    'journal.list': {
      input: z.object({ limit: z.number().int().positive().max(10_000).default(200) }),
      output: z.object({
        entries: z.array(journalEntrySchema),
        total: z.number().int(),
        intact: z.boolean(),
        brokenAt: z.number().int().nullable(),
      }),
    },
    /** Keeps a copy of a whole backup on disk; the oldest copies go when there are more than seven. */
    'backup.keep': {
      input: z.object({ text: z.string() }),
      output: z.object({ path: z.string(), bytes: z.number().int(), kept: z.number().int() }),
    },
    'backup.list': {
      input: nothing,
      output: z.array(z.object({ name: z.string(), at: z.string(), bytes: z.number().int() })),
    },
  },
  events: {
    'provisioning.state': sessionStateSchema,
    'devices.portsChanged': z.array(serialPortSchema),
  },
})
export type ConsoleContract = typeof consoleContract
