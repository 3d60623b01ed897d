/**
 * What a device can say in Improv: its state, an error, or the result of a command. Invariant: reading never throws;
 * a packet that no device should send, or that is malformed inside, gives null. Numbers are those of the published standard.
 */
import { assertNever, Problem } from '../../model/problem'
import { type ImprovPacket, packetType } from './packet'
import { decodeRpc, decodeStrings } from './rpc'

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
  | { kind: 'state'; state: number }
  | { kind: 'error'; code: number }
  | { kind: 'result'; command: number; strings: string[] }

export function readMessage({ type, data }: ImprovPacket): ImprovMessage | null {
  switch (type) {
    case packetType.state:
      return data[0] === undefined ? null : { kind: 'state', state: data[0] }
    case packetType.error:
      return data[0] === undefined ? null : { kind: 'error', code: data[0] }
    case packetType.result: {
      const rpc = decodeRpc(data)
      const strings = rpc && decodeStrings(rpc.payload)
      return rpc && strings ? { kind: 'result', command: rpc.command, strings } : null
    }
    case packetType.command:
      return null
    default:
      return assertNever(type)
  }
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
    default:
      return new Problem(
        'improv.device-error',
        `The device reported a fault of its own while ${doing}: unplug it, plug it in and try again.`,
        { cause: `Improv error ${code}` },
      )
  }
}
