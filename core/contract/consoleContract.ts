/** Everything the renderer may ask of main, and everything main may tell it. The handlers are in main/services. */
import { z } from 'zod'
import { declarationSchema, statedDeclarationSchema } from '../agreements/declaration'
import { journalAnchorSchema } from '../journal/journalAnchor'
import { journalLossSchema } from '../journal/journalLoss'
import { problemDataSchema } from '../model/problem'
import { payoutFileSchema } from '../payout/payoutFile'
import { signedPayoutSchema } from '../payout/signedPayout'
import { placementFindingSchema } from '../provisioning/placement/placementFinding'
import { provisioningFileV2Schema, recordedPositionSchema } from '../provisioning/provisioningFile'
import { driverNameSchema, sessionStateSchema, ssidHexSchema } from '../provisioning/session/sessionState'
import { backupCalls } from './backupCalls'
import { cameraCalls } from './cameraCalls'
import { defineContract } from './defineContract'
import { evidenceCalls } from './evidenceCalls'
import { faultCalls } from './faultCalls'
import { journalCalls } from './journalCalls'
import { ledgerPromptSchema } from './ledgerPrompt'
import { sessionOrderSchema, signedRecordSchema, unfinishedSessionSchema } from './provisioningCalls'
import { recordsCalls } from './recordsCalls'
import { syncCalls } from './syncCalls'
import { treasuryCalls } from './treasuryCalls'
import { treasuryChainCalls } from './treasuryChainCalls'

const nothing = z.object({})
const session = z.object({ sessionId: z.string() })
const evmAddressSchema = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]{40}$/)])

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
export type LedgerPrompt = z.infer<typeof ledgerPromptSchema>

const knownPayoutSchema = signedPayoutSchema.extend({
  /** Of its entry in the journal. */
  seq: z.number().int().positive(),
  isSignedHere: z.boolean(),
  /** `not-kept`: an earlier version kept no files. */
  fileState: z.enum(['whole', 'missing', 'damaged', 'not-kept']),
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
        /** Raw Ed25519 public key of this installation, hex; empty while it is not known. */
        publicKey: z.string(),
        /** How the installation's private key is kept, in words. */
        keyProtection: z.string(),
        /** Why the key cannot be used, and what to do. Until then nothing is signed; everything else works. */
        keyProblem: problemDataSchema.nullable(),
        /** As in `journal.list`, as far as it is known without reading the journal anew. */
        journalLost: journalLossSchema.nullable(),
        /** Another data folder of this computer that has the same key, because one is a copy of the other. */
        keyTwin: problemDataSchema.nullable(),
        /** What other accounts of this computer can do with the keys and the data folder. */
        foreignAccess: z.array(problemDataSchema),
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
    /** Every record that was signed here, in the order of signing, for comparison with the records. */
    'provisioning.signedList': { input: nothing, output: z.array(signedRecordSchema) },
    /** A record as it was signed, verified anew; `id` is that of its facts. */
    'provisioning.signedFile': { input: z.object({ id: z.string() }), output: provisioningFileV2Schema },
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
    /** Why this computer cannot list some of its devices, with the package to install; null where it can. */
    'devices.obstacles': {
      input: nothing,
      output: z.object({ ports: problemDataSchema.nullable(), ledger: problemDataSchema.nullable() }),
    },
    'ledger.list': { input: nothing, output: z.array(ledgerDeviceSchema) },
    'ledger.address': {
      input: z.object({
        deviceId: z.string(),
        derivationPath: z.string(),
        /** Shows it on the device too, until the person confirms it there. */
        show: z.boolean().default(false),
        /** Which app is asked; that of Solana shows nothing on the device. */
        app: z.enum(['ethereum', 'solana']).default('ethereum'),
        /** The account that it should be; another is refused, with the path at which the device has the right one. */
        expected: evmAddressSchema.nullable().default(null),
      }),
      output: z.object({ address: z.string(), appName: z.string(), appVersion: z.string() }),
      progress: ledgerPromptSchema,
    },
    /** The usual path at which the device has the address; null where it is at none of them. */
    'ledger.findPath': {
      input: z.object({ deviceId: z.string(), address: evmAddressSchema }),
      output: z.object({ derivationPath: z.string().nullable() }),
      progress: ledgerPromptSchema,
    },
    /** Every payout of versions 1 to 3 that is known to be signed, the oldest first, for comparison with the records. */
    'payout.signedList': { input: nothing, output: z.array(knownPayoutSchema) },
    /** The whole file of a signed payout, verified anew. */
    'payout.signedFile': { input: z.object({ transactionHash: z.string() }), output: payoutFileSchema },
    /**
     * Takes in a signed payout of the records that the journal does not know, such as one signed on another machine, so that it
     * stands in the way of what must not be signed after it; one that is known gets a lost file back.
     */
    'payout.learn': { input: z.object({ payout: payoutFileSchema }), output: nothing },
    'payout.verify': {
      input: z.object({ payout: payoutFileSchema }),
      output: z.object({ holds: z.boolean(), findings: z.array(z.object({ where: z.string(), message: z.string() })) }),
    },
    /**
     * Signs with the installation's key what a person declares, and notes it in the journal. A period of which the journal knows a
     * signed payout is not opened again.
     */
    'declarations.sign': { input: z.object({ said: statedDeclarationSchema }), output: declarationSchema },
    ...treasuryCalls,
    ...treasuryChainCalls,
    ...journalCalls,
    ...faultCalls,
    ...cameraCalls,
    ...syncCalls,
    ...backupCalls,
    ...evidenceCalls,
    ...recordsCalls,
  },
  events: {
    'provisioning.state': sessionStateSchema,
    'devices.portsChanged': z.array(serialPortSchema),
    /** A Ledger came or went. */
    'ledger.devicesChanged': z.array(ledgerDeviceSchema),
    /** An entry was written, and this is where the journal ends now. */
    'journal.anchored': journalAnchorSchema,
  },
})
export type ConsoleContract = typeof consoleContract
