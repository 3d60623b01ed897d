/**
 * Every Ledger the console can use now, and one operation at a time on one of them. The device is opened for the
 * operation and let go afterwards, so other programs can use it in between.
 */
import type { LedgerDeviceInfo, LedgerPrompt } from '#core/contract/consoleContract'
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem } from '#core/model/problem'
import type { EthereumApp } from './ethereumApp'
import type { OpenedLedger } from './hwTransportPort'
import { busyLedger } from './ledgerProblem'
import type { LedgerTransports } from './ledgerTransports'
import { openEthereumApp } from './openEthereumApp'
import { type OpenedSolanaSigner, openSolanaSigner } from './solana/openSolanaSigner'
import { untilCancelled } from './untilCancelled'
import { LEDGER_TIMEOUTS, type LedgerTimeouts, withTimeouts } from './withTimeouts'

interface LedgerOperation {
  deviceId: string
  signal?: CancelSignal
  onPrompt?(prompt: LedgerPrompt): void
}

/** The device an operation runs on. */
interface UsedLedger {
  app: EthereumApp
  /** In words, e.g. "Ledger Nano S Plus". */
  name: string
}

/** The same, with the Solana app. */
interface UsedSolanaLedger {
  signer: OpenedSolanaSigner
  name: string
}

export interface LedgerDevices {
  /** Real devices first, the simulated one last. */
  list(): Promise<LedgerDeviceInfo[]>
  /** Why Ledgers of some kind cannot be listed here, with what to do; null where all can. */
  obstacle(): Promise<Problem | null>
  /** Calls back when a Ledger may have come or gone, until the function that it returns is called. */
  watch(onChange: () => void): () => void
  /** @throws Problem `ledger.not-found` when it is not present. */
  find(deviceId: string): Promise<LedgerDeviceInfo>
  /** @throws Problem `ledger.*`; one operation at a time, else `ledger.busy`. */
  use<Result>(operation: LedgerOperation, run: (ledger: UsedLedger) => Promise<Result>): Promise<Result>
  /** `use` with Ledger's Solana app; of the simulated Ledger with the training key. @throws Problem `ledger.*` */
  withSolana<Result>(operation: LedgerOperation, run: (ledger: UsedSolanaLedger) => Promise<Result>): Promise<Result>
}

interface Parts {
  transports: LedgerTransports[]
  /** How long to wait for a device that does not let go, such as one that still shows a review. */
  closeTimeoutMs?: number
  timeouts?: LedgerTimeouts
}

export function createLedgerDevices({ transports, closeTimeoutMs = 2000, timeouts = LEDGER_TIMEOUTS }: Parts): LedgerDevices {
  /** Devices in use, or whose last exchange nobody has answered yet. */
  const held = new Set<string>()

  async function locate(deviceId: string): Promise<{ info: LedgerDeviceInfo; from: LedgerTransports }> {
    for (const from of transports) {
      const info = (await from.list()).find((device) => device.id === deviceId)
      if (info) return { info, from }
    }
    throw new Problem('ledger.not-found', 'This Ledger is not connected any more: plug it in, unlock it and choose it again.')
  }

  async function letGo(deviceId: string, { transport }: OpenedLedger): Promise<void> {
    const closed = transport
      .close()
      .catch(() => undefined)
      .finally(() => held.delete(deviceId))
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closeTimeoutMs)
    })
    await Promise.race([closed, patience])
    clearTimeout(timer)
  }

  /** Held from now on, unless it does not open. */
  async function open(deviceId: string, from: LedgerTransports): Promise<OpenedLedger> {
    held.add(deviceId)
    try {
      return await from.open(deviceId)
    } catch (error) {
      held.delete(deviceId)
      throw error
    }
  }

  /** Opens the device for what `run` does with it, and lets it go whatever comes of it. */
  async function withOpened<Result>(
    { deviceId, signal, onPrompt }: LedgerOperation,
    run: (opened: OpenedLedger, info: LedgerDeviceInfo) => Promise<Result>,
  ): Promise<Result> {
    const { info, from } = await locate(deviceId)
    if (held.has(deviceId)) throw busyLedger()
    onPrompt?.({ step: 'connecting', message: 'Connecting to the Ledger.' })
    const opened = await untilCancelled(
      () => open(deviceId, from),
      signal,
      (late) => void letGo(deviceId, late),
    )
    try {
      return await run({ ...opened, transport: withTimeouts(opened.transport, timeouts) }, info)
    } finally {
      await letGo(deviceId, opened)
    }
  }

  return {
    list: async () => (await Promise.all(transports.map((from) => from.list()))).flat(),
    async obstacle() {
      const found = await Promise.all(transports.map((from) => from.obstacle?.() ?? null))
      return found.find((problem) => problem !== null) ?? null
    },
    watch(onChange) {
      const stops = transports.map((from) => from.watch?.(onChange))
      return () => {
        for (const stop of stops) stop?.()
      }
    },
    find: async (deviceId) => (await locate(deviceId)).info,
    use: (operation, run) =>
      withOpened(operation, async ({ transport, modelId, name }) => {
        const { signal, onPrompt } = operation
        const app = await openEthereumApp(transport, { modelId, signal, onPrompt })
        try {
          return await run({ app, name })
        } finally {
          await app.disconnect()
        }
      }),
    withSolana: (operation, run) =>
      withOpened(operation, async (opened, info) => {
        const signer = await openSolanaSigner(opened, info, operation)
        try {
          return await run({ signer, name: opened.name })
        } finally {
          await signer.disconnect()
        }
      }),
  }
}
