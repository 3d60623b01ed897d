/** What is known of one device on one port, as shown on screen. Only main changes it; the renderer draws it. */
import { z } from 'zod'
import { problemDataSchema } from '../../model/problem'
import { averagedPositionSchema, gnssReceptionSchema } from '../nmea/averagedPosition'

/** Which protocol the device speaks. */
export const driverNameSchema = z.enum(['improv', 'linux-console', 'nmea', 'rak-at', 'esp32-rom'])
export type DriverName = z.infer<typeof driverNameSchema>

export const stepKindSchema = z.enum([
  'identify',
  'scan',
  'log-in',
  'connect',
  'set-hostname',
  'set-device-name',
  'prove',
  'register',
  'receive-position',
  'verify',
])
export type StepKind = z.infer<typeof stepKindSchema>

/** Bytes of a network's name, which need not be text: 1 to 32, in hex. */
export const ssidHexSchema = z.string().regex(/^(?:[0-9a-f]{2}){1,32}$/)

const wifiNetworkSchema = z.object({
  /** To be shown; two networks may look the same. */
  ssid: z.string(),
  rssiDbm: z.number(),
  secured: z.boolean(),
  /** There exactly when the name's bytes are not the UTF-8 of `ssid`: give it back to join this network. */
  ssidHex: ssidHexSchema.optional(),
})
export type WifiNetwork = z.infer<typeof wifiNetworkSchema>

export const deviceIdentitySchema = z.object({
  name: z.string(),
  firmware: z.string(),
  version: z.string(),
  chip: z.string(),
  /** Operating system, where the device names one. */
  os: z.string().optional(),
  osVersion: z.string().optional(),
  /** What its radio is set to, where it says so: "LoRaWAN EU868, OTAA". */
  radio: z.string().optional(),
})
export type DeviceIdentity = z.infer<typeof deviceIdentitySchema>

/** What the device calls itself in the world's registers. Public by nature: a secret key is never asked for. */
export const identifierSchema = z.object({
  kind: z.enum(['mac', 'dev-eui', 'join-eui', 'gateway-eui', 'helium-key', 'helium-onboarding-key', 'serial-number', 'chip-id']),
  value: z.string(),
})
export type DeviceIdentifier = z.infer<typeof identifierSchema>

/** That the device controls its key now: it signed an owner key that was made for this once. Says nothing about its hardware. */
export const keyProofSchema = z.object({
  method: z.literal('helium-add-gateway'),
  /** The gateway's Helium address, whose key signed. */
  key: z.string(),
  keyKind: z.enum(['ed25519', 'p256']),
  /** Helium address of the fresh key. */
  challenge: z.string(),
  /** The whole signed transaction, base64; never to be submitted. */
  txn: z.string(),
})

/** The signed transaction that adds the gateway, kept to be submitted later. */
export const registrationSchema = z.object({
  txn: z.string(),
  gateway: z.string(),
  owner: z.string(),
  payer: z.string().nullable(),
  mode: z.string(),
})

/** The device's own word on how it is connected. */
export const networkStateSchema = z.object({
  online: z.boolean(),
  wifi: z.boolean(),
  ethernet: z.boolean(),
  thread: z.boolean(),
  modem: z.boolean(),
})
export type NetworkState = z.infer<typeof networkStateSchema>

/** One step that was taken, with the session's monotonic clock. */
export const stepRecordSchema = z.object({
  kind: stepKindSchema,
  startedMs: z.number().nonnegative(),
  /** Null while it runs, and for ever when the program ended meanwhile. */
  endedMs: z.number().nonnegative().nullable(),
  /** `done`, or the code of the problem that ended it; null while it runs. */
  outcome: z.string().nullable(),
})
export type StepRecord = z.infer<typeof stepRecordSchema>

export const sessionStateSchema = z.object({
  sessionId: z.string(),
  path: z.string(),
  simulated: z.boolean(),
  /** There only where the port runs at another speed than was asked for, because only noise came at that one. */
  baudRate: z.number().int().positive().optional(),
  /** `working` = the step in `step` runs; `lost` = the port vanished; `failed` = see `problem`; `idle` = open, waiting for a step. */
  phase: z.enum(['opening', 'working', 'idle', 'failed', 'lost', 'closed']),
  /** The step that runs. */
  step: stepKindSchema.nullable(),
  /** Null until the device answered to one of the protocols. */
  driver: driverNameSchema.nullable(),
  /** What this very device can be asked for; grows when more is learned, for example after logging in. */
  abilities: z.array(stepKindSchema),
  device: deviceIdentitySchema.nullable(),
  identifiers: z.array(identifierSchema),
  hostname: z.string().nullable(),
  networks: z.array(wifiNetworkSchema),
  network: networkStateSchema.nullable(),
  /** Separate facts: `identified` and `connected` are the device's own word; proved is `proof !== null`. */
  identified: z.boolean(),
  connected: z.boolean(),
  proof: keyProofSchema.nullable(),
  registration: registrationSchema.nullable(),
  /** While a receiver is heard, and after. */
  reception: gnssReceptionSchema.nullable(),
  /** The averaged fix: the position is fixed when this is not null. */
  position: averagedPositionSchema.nullable(),
  ssid: z.string().nullable(),
  urls: z.array(z.string()),
  /** Whether a console asks for a login; `log-in` is among the abilities then. */
  loginNeeded: z.boolean(),
  /** What can be put back as it was: kind of the step and the value before it. */
  undo: z.array(z.object({ kind: stepKindSchema, value: z.string() })),
  steps: z.array(stepRecordSchema),
  problem: problemDataSchema.nullable(),
})
export type SessionState = z.infer<typeof sessionStateSchema>

export type SessionIdentity = Pick<SessionState, 'sessionId' | 'path' | 'simulated'>

export function newSessionState(identity: SessionIdentity): SessionState {
  return {
    ...identity,
    phase: 'opening',
    step: null,
    driver: null,
    abilities: [],
    device: null,
    identifiers: [],
    hostname: null,
    networks: [],
    network: null,
    identified: false,
    connected: false,
    proof: null,
    registration: null,
    reception: null,
    position: null,
    ssid: null,
    urls: [],
    loginNeeded: false,
    undo: [],
    steps: [],
    problem: null,
  }
}
