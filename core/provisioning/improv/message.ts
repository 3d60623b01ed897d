/**
 * What a device can say in Improv: its state, an error, or the result of a command. Invariant: reading never throws;
 * a packet that no device should send, or that is malformed inside, gives null. Numbers are those of the published standard.
 */
import { assertNever, Problem } from '../../model/problem'
import { type ImprovPacket, packetType } from './packet'
import { decodeFields, decodeRpc } from './rpc'
import { latin1Text, utf8Text } from './text'

/** `stopped` and `awaitingAuthorisation` are not in the serial standard, but its official SDK sends them. */
export const improvState = { stopped: 0, awaitingAuthorisation: 1, ready: 2, provisioning: 3, provisioned: 4 } as const

export const improvError = {
  /** "No error": some firmware sends it before every answer. It is not a failure. */
  none: 0,
  invalidPacket: 1,
  unknownCommand: 2,
  unableToConnect: 3,
  notAuthorised: 4,
  badHostname: 5,
  unknown: 0xff,
} as const

export type ImprovMessage =
  /** A packet that did not arrive whole, or that holds nothing that can be read. */
  | { kind: 'damaged' }
  | { kind: 'state'; state: number }
  | { kind: 'error'; code: number }
  | {
      kind: 'result'
      command: number
      strings: string[]
      /** The strings as they came, there only when one of them is not UTF-8. */
      bytes?: Uint8Array[]
    }

export function readMessage({ type, data }: ImprovPacket): ImprovMessage | null {
  switch (type) {
    case packetType.state:
      return data[0] === undefined ? null : { kind: 'state', state: data[0] }
    case packetType.error:
      return data[0] === undefined ? null : { kind: 'error', code: data[0] }
    case packetType.result: {
      const rpc = decodeRpc(data)
      const fields = rpc && decodeFields(rpc.payload)
      if (!rpc || !fields) return null
      const texts = fields.map(utf8Text)
      const strings = fields.map((field, at) => texts[at] ?? latin1Text(field))
      return { kind: 'result', command: rpc.command, strings, ...(texts.includes(null) ? { bytes: fields } : {}) }
    }
    case packetType.command:
      return null
    default:
      return assertNever(type)
  }
}

/** Why a device in this state may take no credentials, or null when it should. A hint only: some firmware tells a wrong one. */
export function stateProblem(state: number): Problem | null {
  if (state === improvState.awaitingAuthorisation) return errorProblem(improvError.notAuthorised, 'asking for its state')
  if (state !== improvState.stopped) return null
  return new Problem('improv.stopped', "The device's Wi-Fi set-up is switched off: switch it on at the device, then try again.")
}

export function damagedProblem(doing: string): Problem {
  return new Problem(
    'improv.damaged',
    `The device's answers arrived damaged while ${doing}: check the cable, close other programs that use the port and try again.`,
  )
}

/** An error byte as a sentence. `doing` completes "while …". */
export function errorProblem(code: number, doing: string): Problem {
  switch (code) {
    case improvError.invalidPacket:
      return new Problem(
        'improv.invalid-packet',
        `The device received damaged bytes while ${doing}: check the cable and try again.`,
      )
    case improvError.unknownCommand:
      return new Problem(
        'improv.unknown-command',
        `This device's firmware cannot do what was asked while ${doing}: go on without it or update the firmware.`,
      )
    case improvError.unableToConnect:
      return new Problem(
        'improv.unable-to-connect',
        'The device could not join the network: check the password, and that the network is within reach, then send it again.',
      )
    case improvError.notAuthorised:
      return new Problem('improv.not-authorised', 'The device wants to be authorised: press its button, then try again.')
    case improvError.badHostname:
      return new Problem('improv.bad-hostname', 'The device does not take this host name: choose a shorter one without dots.', {
        field: 'hostname',
      })
    default:
      return new Problem(
        'improv.device-error',
        `The device reported a fault of its own while ${doing}: unplug it, plug it in and try again.`,
        { cause: `Improv error ${code}` },
      )
  }
}
