/**
 * Wi-Fi passwords that a person asked to keep: in this process's memory, or sealed by the operating system's keychain. A
 * password is kept only after a device joined with it. Invariant: nothing that is told of them, thrown or written in clear
 * holds a password.
 */
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import type { NetworkName } from '#core/provisioning/session/networkName'
import { ssidHexSchema } from '#core/provisioning/session/sessionState'
import type { SecretVault } from '../storage/secretVault'

export type ConnectOrder = Extract<SessionOrder, { kind: 'connect' }>

export interface KeptNetwork extends NetworkName {
  kept: 'memory' | 'keychain'
}

export interface WifiSecrets {
  /** The password that was typed, or the kept one. @throws Problem `secrets.unknown`, `secrets.no-keychain`, `secrets.*` */
  passwordFor(order: ConnectOrder): Promise<string>
  /** Keeps a typed password that worked where that was asked for, or where one is kept already. @returns why it is not kept as it was asked for. */
  worked(order: ConnectOrder): Promise<Problem | null>
  /** Forgets a kept password that was refused. @returns the failure as it is to be told. */
  failed(order: ConnectOrder, failure: Problem): Problem
  list(): Promise<KeptNetwork[]>
  forget(network: NetworkName): Promise<void>
  /** Null when passwords can be kept for good; else why not, and what to do. */
  readonly keychainProblem: string | null
}

/** Codes by which a device says that the network did not take it in. */
const refusals: ReadonlySet<string> = new Set(['improv.unable-to-connect'])

/** @param vault null where this system has no keychain, for the reason in `keychainProblem`. */
export function createWifiSecrets({ vault, keychainProblem }: WifiKeychain): WifiSecrets {
  const memory = new Map<string, string>()

  return {
    keychainProblem,
    async passwordFor(order) {
      if (order.keep === 'keychain' && vault === null) {
        throw new Problem('secrets.no-keychain', keychainProblem ?? noKeychain, { field: 'keep' })
      }
      const password = order.password ?? memory.get(keyOf(order)) ?? (await vault?.get(keyOf(order))) ?? null
      if (password !== null) return password
      throw new Problem('secrets.unknown', `No password is kept for "${order.ssid}": type it.`, { field: 'password' })
    },
    async worked(order) {
      const { ssid, password } = order
      const key = keyOf(order)
      // An open network has no password that another could be replaced by.
      if (password === null || (password === '' && order.keep === 'no')) return null
      const isSealed = order.keep === 'keychain' || (await sealedKeys()).includes(key)
      if (order.keep === 'no' && !isSealed && !memory.has(key)) return null
      // Also when the keychain refuses: the person asked to keep it.
      memory.set(key, password)
      if (!isSealed || vault === null) return null
      try {
        await vault.set(key, password)
        memory.delete(key)
        return null
      } catch (thrown) {
        const why = Problem.from(thrown, 'secrets.not-kept', 'The keychain did not take it.')
        return new Problem(why.code, `The password of "${ssid}" is kept only until the console ends. ${why.message}`)
      }
    },
    failed(order, failure) {
      const { ssid, password } = order
      if (password !== null || !refusals.has(failure.code)) return failure
      const advice = memory.delete(keyOf(order))
        ? `The kept password of "${ssid}" was forgotten: type it again.`
        : `It was the password in the keychain: type it, or forget the kept one if it is wrong.`
      return new Problem(failure.code, `${failure.message} ${advice}`, { cause: failure.cause })
    },
    async list() {
      const sealed = (await vault?.names()) ?? []
      const networks: KeptNetwork[] = [...memory.keys()].map((key) => ({ ...nameOf(key), kept: 'memory' }))
      networks.push(...sealed.filter((key) => !memory.has(key)).map((key) => ({ ...nameOf(key), kept: 'keychain' as const })))
      return networks.sort((a, b) => a.ssid.localeCompare(b.ssid, 'en'))
    },
    async forget(network) {
      memory.delete(keyOf(network))
      await vault?.delete(keyOf(network))
    },
  }

  /** None when they cannot be read: joining a network does not depend on it. */
  async function sealedKeys(): Promise<string[]> {
    return (await vault?.names().catch(() => null)) ?? []
  }
}

/** What a password is kept under: the name that is shown, and behind a line break its bytes where those are not its UTF-8. */
function keyOf({ ssid, ssidHex }: NetworkName): string {
  return ssidHex === undefined ? ssid : `${ssid}\n${ssidHex}`
}

function nameOf(key: string): NetworkName {
  const at = key.lastIndexOf('\n')
  const bytes = ssidHexSchema.safeParse(key.slice(at + 1))
  return at >= 0 && bytes.success ? { ssid: key.slice(0, at), ssidHex: bytes.data } : { ssid: key }
}

export interface WifiKeychain {
  vault: SecretVault | null
  keychainProblem: string | null
}

const noKeychain = 'This system has no keychain that can keep passwords: keep it until the console ends instead.'
