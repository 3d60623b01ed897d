/** The parts of a review on a Ledger: its lines, the settings that change them, and what is said beside them. */
import type { Hex } from 'viem'

/** A token that the device was told of, with its maker's signature. */
export interface ShownToken {
  chainId: number
  contract: Hex
  symbol: string
  decimals: number
}

export interface ReviewLine {
  label: string
  /** Empty for a screen that is only its label; null where it is not known here, see `instead`. */
  value: string | null
  /** To be shown in the place of a value that is not known. */
  instead?: string
  /** What it stands for. */
  meaning: string
}

/** Nano: two buttons. Touch: Stax, Flex and later. */
export type LedgerModel = 'nano' | 'touch'

/** The Ethereum app's settings that change what it shows. */
export interface LedgerSettings {
  model: LedgerModel
  /** Without it what cannot be shown is refused. */
  blindSigning: boolean
  /** Shows selector and parameters of a call before its review. */
  debugContracts: boolean
  /** Shows every field of typed data. */
  rawMessages: boolean
}

/** As most people have it. */
export const USUAL_SETTINGS: LedgerSettings = { model: 'nano', blindSigning: true, debugContracts: false, rawMessages: false }

export interface SettingAdvice {
  setting: 'Blind signing' | 'Debug contracts' | 'Raw messages'
  why: string
  how: string
}

export interface DeviceReview {
  /** In the order of the device's screens. */
  device: ReviewLine[]
  /** What the signature covers and the device does not show. */
  offScreen: ReviewLine[]
  /** Settings that would show more, or without which it is refused. */
  advice: SettingAdvice[]
  /** What is not certain. */
  notes: string[]
}

export interface ReviewFacts {
  settings: LedgerSettings
  /** Address that the device gave for the path; null while it was not asked. */
  signer: string | null
  /** A token that the device was told of, with its maker's signature; null where it knows none. */
  token?: ShownToken | null
}

/** @param ending what a Nano says on the last screen, such as `Sign transaction`. */
export function lastLine(model: LedgerModel, ending: string): ReviewLine {
  return model === 'nano'
    ? { label: ending, value: '', meaning: 'Press both buttons here only if all screens before were right.' }
    : { label: 'Hold to sign', value: '', meaning: `Hold here only if all pages before were right (${ending}).` }
}

export function blindWarning(model: LedgerModel, meaning: string): ReviewLine {
  const value = model === 'nano' ? 'To accept risk, press both buttons' : 'Accept risk and continue'
  return { label: 'Blind signing ahead', value, meaning }
}

export function adviceFor(setting: SettingAdvice['setting'], why: string): SettingAdvice {
  return { setting, why, how: `In the Ethereum app on the Ledger choose Settings, ${setting}, and turn it on.` }
}

/** Bytes as the app writes them. */
export function capitalHex(hex: string): string {
  return `0x${hex.slice(2).toUpperCase()}`
}
