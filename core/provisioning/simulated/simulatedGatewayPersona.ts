/** Who a training gateway is: a host of its own with a key of its own, the same for the same number each time. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type HeliumKey, type HeliumKeyKind, heliumAddress, readHeliumKey } from '../helium/heliumKey'

/** What every training gateway says of itself; its program's name says that it is simulated. */
export const simulatedGateway = {
  firmware: 'simulated-gateway',
  version: '1.3.0',
  model: 'Commonmast Training Gateway',
  kernel: 'Linux',
  release: '6.1.0-training',
  machine: 'aarch64',
  osName: 'Training Linux 1.0 (simulated)',
  osVersion: '1.0',
  user: 'root',
} as const

export interface GatewayPersona {
  hostname: string
  /** Locally administered, so that it belongs to no maker. */
  mac: string
  serialNumber: string
  /** Three words, as gateway-rs gives each key. */
  name: string
  address: string
  key: HeliumKey
  /** 64 bytes for Ed25519, DER over SHA-256 for P-256. */
  sign(message: Uint8Array): Uint8Array
}

const moods = 'brave calm eager fancy gentle honest jolly kindly lively mellow noble quiet sunny'.split(' ')
const colours = 'amber coral ivory jade olive pearl teal'.split(' ')
const animals = 'badger crane dolphin ferret gecko heron ibex lynx marten otter puffin'.split(' ')

/** @param unit counts from 1; the names of the first thousand and the addresses of the first sixty thousand differ. */
export function gatewayPersona(unit: number, keyKind: HeliumKeyKind = 'ed25519'): GatewayPersona {
  const secret = sha256(utf8ToBytes(`commonmast training gateway ${unit} ${keyKind}`))
  const { key, sign } = keyKind === 'ed25519' ? ed25519Signer(secret) : p256Signer(secret)
  const at = unit - 1
  const number = (unit % 0x1_0000).toString(16).padStart(4, '0')
  return {
    hostname: `gateway-${unit}`,
    mac: `02:c0:3a:00:${number.slice(0, 2)}:${number.slice(2)}`,
    serialNumber: `TRAINING-${String(unit).padStart(4, '0')}`,
    name: [moods, colours, animals].map((words) => words[at % words.length]).join('-'),
    address: heliumAddress(key),
    key,
    sign,
  }
}

function ed25519Signer(secret: Uint8Array): Pick<GatewayPersona, 'key' | 'sign'> {
  return {
    key: readHeliumKey(Uint8Array.from([1, ...ed25519.getPublicKey(secret)])),
    sign: (message) => ed25519.sign(message, secret),
  }
}

/** A key is written as its x alone; both secrets with that x have signatures that hold only for the smaller y. */
function p256Signer(secret: Uint8Array): Pick<GatewayPersona, 'key' | 'sign'> {
  const { y } = p256.Point.fromBytes(p256.getPublicKey(secret)).toAffine()
  const { Fn, Fp } = p256.Point
  const compact = y * 2n > Fp.ORDER ? Fn.toBytes(Fn.neg(Fn.fromBytes(secret))) : secret
  return {
    key: readHeliumKey(Uint8Array.from([0, ...p256.getPublicKey(compact).slice(1)])),
    sign: (message) => p256.sign(message, compact, { format: 'der', lowS: false }),
  }
}
