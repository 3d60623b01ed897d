/**
 * Handlers for ports and provisioning: one session per open port, every step journaled before and after, the result signed.
 * Invariants: a Wi-Fi password goes from its call to the device and nowhere else, neither to the journal nor to a state nor
 * to a Problem; nothing is signed that the device did not say; a session's ports are released however it ends.
 */
import { randomUUID } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import type { ConsoleContract, SerialPortInfo } from '#core/contract/consoleContract'
import type { Dispatcher, Handlers } from '#core/contract/createDispatcher'
import type { CancelSignal } from '#core/contract/defineContract'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import { createImprovDriver } from '#core/provisioning/improv/improvDriver'
import { type ImprovTiming, improvTiming } from '#core/provisioning/improv/timing'
import { DeviceSession } from '#core/provisioning/session/DeviceSession'
import type { SessionState } from '#core/provisioning/session/sessionState'
import type { StepRequest } from '#core/provisioning/session/stepRequest'
import { type Clock, systemClock } from '../devices/clock'
import { listPorts as listSystemPorts } from '../devices/listPorts'
import { createLinkOpener, type OpenLink } from '../devices/openLink'
import { SessionDriver } from '../devices/SessionDriver'
import { findUsbDevice } from '../devices/usbDevices'
import { createPortsWatcher } from '../devices/watchPorts'
import type { Signer } from '../storage/installationKey'
import { type ProvisioningSession, signProvisioning } from './signProvisioning'

type ProvisioningCall = Extract<keyof ConsoleContract['calls'], `provisioning.${string}`> | 'devices.listPorts'

export interface ProvisioningService {
  handlers: Pick<Handlers<ConsoleContract>, ProvisioningCall>
  /**
   * Call when a renderer connects, and the function it returns when that renderer goes. Ports are watched while one is there;
   * when the last has been gone for a while, its sessions are closed, so that no port stays taken by nobody.
   */
  attachRenderer(): () => void
  /** Closes every session and stops watching. */
  closeAll(): Promise<void>
}

export interface ProvisioningServiceOptions {
  signer: Signer
  journal: { append(kind: string, data: Record<string, unknown>): Promise<unknown> }
  emit: Dispatcher<ConsoleContract>['emit']
  openLink?: OpenLink
  listPorts?: () => Promise<SerialPortInfo[]>
  clock?: Clock
  timing?: ImprovTiming
  /** How long sessions outlive the last renderer; a reload or a lost connection is back sooner. */
  abandonedMs?: number
}

export function createProvisioningService(options: ProvisioningServiceOptions): ProvisioningService {
  const { signer, journal, emit, clock = systemClock, timing = improvTiming, abandonedMs = 15_000 } = options
  const { openLink = createLinkOpener({ clock }), listPorts = () => listSystemPorts() } = options
  const sessions = new Map<string, ProvisioningSession>()
  const watcher = createPortsWatcher({ listPorts, onChange: (ports) => emit('devices.portsChanged', ports), clock })

  /** Journals `kind` before and after `work`, and its failure with the reason. */
  async function journaled<T>(
    kind: string,
    data: Record<string, unknown>,
    work: () => Promise<T>,
    outcome: (value: T) => Record<string, unknown>,
  ): Promise<T> {
    await journal.append(`${kind}.begin`, data)
    let value: T
    try {
      value = await work()
    } catch (thrown) {
      const problem = Problem.from(
        thrown,
        'provisioning.unexpected',
        'The step met an unexpected fault: open the port again and try once more.',
      )
      await journal.append(`${kind}.failed`, { ...data, code: problem.code, message: problem.message })
      throw problem
    }
    await journal.append(`${kind}.done`, { ...data, ...outcome(value) })
    return value
  }

  function find(sessionId: string): ProvisioningSession {
    const session = sessions.get(sessionId)
    if (!session) throw new Problem('session.unknown', 'This session is no longer open: open the port again.')
    return session
  }

  async function step(sessionId: string, order: SessionOrder, signal: CancelSignal): Promise<SessionState> {
    const { driver } = find(sessionId)
    const request = requestFor(order)
    const data = { sessionId, ...(request.kind === 'connect' ? { ssid: request.ssid } : {}) }
    return journaled(`provisioning.${request.kind}`, data, () => driver.run(request, signal), whatIsKnown)
  }

  async function open(path: string, baudRate: number): Promise<SessionState> {
    const sessionId = randomUUID()
    return journaled(
      'provisioning.open',
      { sessionId, path, baudRate },
      async () => {
        const startedAt = clock.now().toISOString()
        const startedMs = clock.monotonicMs()
        const port = (await listPorts()).find((listed) => listed.path === path) ?? null
        const link = await openLink(path, baudRate)
        const usb = findUsbDevice(port?.vendorId ?? null, port?.productId ?? null)
        const driver = new SessionDriver({
          link,
          session: new DeviceSession({ sessionId, path, simulated: link.simulated }, [createImprovDriver(timing)], startedMs),
          clock,
          releaseLinesOnSilence: usb === null || usb.onSilence === 'release-lines',
          onState: (state) => emit('provisioning.state', state),
        })
        sessions.set(sessionId, { driver, port, startedAt, startedMs })
        return driver.state
      },
      ({ simulated }) => ({ simulated }),
    ).catch(async (thrown: unknown) => {
      // Also when only the journal failed: a session that nobody was told of must not keep its port.
      await sessions.get(sessionId)?.driver.close()
      sessions.delete(sessionId)
      throw thrown
    })
  }

  async function close(sessionId: string): Promise<SessionState> {
    const { driver } = find(sessionId)
    sessions.delete(sessionId)
    const state = await driver.close()
    await journal.append('provisioning.closed', { sessionId })
    return state
  }

  /** Frees every port, also when the journal cannot be written any more. */
  async function closeSessions(): Promise<void> {
    await Promise.allSettled([...sessions.keys()].map((sessionId) => close(sessionId)))
  }

  let renderers = 0
  let callOffAbandonment: () => void = () => undefined

  return {
    handlers: {
      'devices.listPorts': () => listPorts(),
      'provisioning.open': ({ path, baudRate }) => open(path, baudRate),
      'provisioning.step': ({ sessionId, order }, { signal }) => step(sessionId, order, signal),
      'provisioning.sign': async ({ sessionId, ...told }) => {
        const session = find(sessionId)
        return journaled(
          'provisioning.sign',
          { sessionId, workOrderId: told.workOrderId },
          () => signProvisioning({ session, told, signer, clock }),
          ({ facts, publicKey, signature }) => ({
            id: facts.id,
            device: facts.device,
            identified: facts.identified,
            connected: facts.connected,
            publicKey,
            signature,
          }),
        )
      },
      'provisioning.close': ({ sessionId }) => close(sessionId),
    },
    attachRenderer() {
      callOffAbandonment()
      renderers += 1
      watcher.start()
      let attached = true
      return () => {
        if (!attached) return
        attached = false
        renderers -= 1
        if (renderers > 0) return
        watcher.stop()
        callOffAbandonment = clock.after(abandonedMs, () => void closeSessions())
      }
    },
    async closeAll() {
      callOffAbandonment()
      watcher.stop()
      await closeSessions()
    },
  }
}

/** A challenge is a key whose secret is thrown away at once. @throws Problem `secrets.unknown` */
function requestFor(order: SessionOrder): StepRequest {
  if (order.kind === 'prove') return { kind: 'prove', challengeKey: ed25519.keygen().publicKey }
  if (order.kind !== 'connect') return order
  const { ssid, password } = order
  if (password === null) {
    throw new Problem('secrets.unknown', `No password is kept for "${ssid}": type it.`, { field: 'password' })
  }
  return { kind: 'connect', ssid, password }
}

/** What a step may leave in the journal. */
function whatIsKnown({ phase, simulated, device, identified, connected, ssid, urls, networks, problem }: SessionState) {
  return {
    phase,
    simulated,
    device,
    identified,
    connected,
    ssid,
    urls,
    networks: networks.length,
    problem: problem?.code ?? null,
  }
}
