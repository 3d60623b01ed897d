/** What a session can be asked to do with its device. A password exists only in here, on its way to the device. */

export type StepRequest =
  | { kind: 'identify' }
  | { kind: 'scan' }
  /** To a console that asks for it. */
  | { kind: 'log-in'; user: string; password: string }
  /** `ssidHex`: the name's bytes, as a scan gave them, where they are not the UTF-8 of `ssid`. */
  | { kind: 'connect'; ssid: string; password: string; ssidHex?: string }
  | { kind: 'set-hostname'; hostname: string }
  | { kind: 'set-device-name'; name: string }
  /** `challengeKey`: 32 bytes of a fresh Ed25519 public key whose secret nobody keeps. */
  | { kind: 'prove'; challengeKey: Uint8Array }
  /** Addresses in Helium's or Solana's form. */
  | { kind: 'register'; owner: string; payer: string; mode: 'dataonly' | 'full' }
  /** Collects so many fixes of a receiver and averages them. */
  | { kind: 'receive-position'; fixesWanted: number }
  | { kind: 'verify' }

/** What must never be seen again of a request: it is cut out of the evidence wherever it appears. */
export function secretsOf(request: StepRequest): string[] {
  return (request.kind === 'connect' || request.kind === 'log-in') && request.password !== '' ? [request.password] : []
}
