/**
 * Wi-Fi passwords that a person asked to keep: in this process's memory, or sealed by the operating system's keychain. A
 * password is kept only after a device joined with it. Invariant: nothing that is told of them, thrown or written in clear
 * holds a password.
 */
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import type { SecretVault } from '../storage/secretVault'

type ConnectOrder = Extract<SessionOrder, { kind: 'connect' }>

export interface KeptNetwork {
  ssid: string
  kept: 'memory' | 'keychain'
}

export interface WifiSecrets {
  /** The password that was typed, or the kept one. @throws Problem `secrets.unknown`, `secrets.no-keychain`, `secrets.*` */
  passwordFor(order: ConnectOrder): Promise<string>
  /** Keeps a typed password that worked. @returns why it is not kept as it was asked for. */
  worked(order: ConnectOrder): Promise<Problem | null>
  /** Forgets a kept password that was refused. @returns the failure as it is to be told. */
  failed(order: ConnectOrder, failure: Problem): Problem
  list(): Promise<KeptNetwork[]>
  forget(ssid: string): Promise<void>
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
      const password = order.password ?? memory.get(order.ssid) ?? (await vault?.get(order.ssid)) ?? null
      if (password !== null) return password
      throw new Problem('secrets.unknown', `No password is kept for "${order.ssid}": type it.`, { field: 'password' })
    },
    async worked({ ssid, password, keep }) {
      if (password === null || keep === 'no') return null
      // Also when the keychain refuses: the person asked to keep it.
      memory.set(ssid, password)
      if (keep === 'memory' || vault === null) return null
      try {
        await vault.set(ssid, password)
        memory.delete(ssid)
        return null
      } catch (thrown) {
        const why = Problem.from(thrown, 'secrets.not-kept', 'The keychain did not take it.')
        return new Problem(why.code, `The password of "${ssid}" is kept only until the console ends. ${why.message}`)
      }
    },
    failed({ ssid, password }, failure) {
      if (password !== null || !refusals.has(failure.code)) return failure
      const advice = memory.delete(ssid)
        ? `The kept password of "${ssid}" was forgotten: type it again.`
        : `It was the password in the keychain: type it, or forget the kept one if it is wrong.`
      return new Problem(failure.code, `${failure.message} ${advice}`, { cause: failure.cause })
    },
    async list() {
      const sealed = (await vault?.names()) ?? []
      const networks: KeptNetwork[] = [...memory.keys()].map((ssid) => ({ ssid, kept: 'memory' }))
      networks.push(...sealed.filter((ssid) => !memory.has(ssid)).map((ssid) => ({ ssid, kept: 'keychain' as const })))
      return networks.sort((a, b) => a.ssid.localeCompare(b.ssid, 'en'))
    },
    async forget(ssid) {
      memory.delete(ssid)
      await vault?.delete(ssid)
    },
  }
}

export interface WifiKeychain {
  vault: SecretVault | null
  keychainProblem: string | null
}

const noKeychain = 'This system has no keychain that can keep passwords: keep it until the console ends instead.'
