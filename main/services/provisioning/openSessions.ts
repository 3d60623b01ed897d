/** The sessions that are open now. Invariant: a session's port is freed however its opening or its closing goes. */
import { randomUUID } from 'node:crypto'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { DeviceSession } from '#core/provisioning/session/DeviceSession'
import type { ProvisioningDriver } from '#core/provisioning/session/ProvisioningDriver'
import type { DriverName, SessionState } from '#core/provisioning/session/sessionState'
import type { Clock } from '../../devices/clock'
import type { DriversFor } from '../../devices/drivers'
import type { OpenLink } from '../../devices/openLink'
import { findPort } from '../../devices/portDevice'
import type { SerialLink } from '../../devices/SerialLink'
import { SessionDriver } from '../../devices/SessionDriver'
import { isSimulatedPath, pluggedInAgain } from '../../devices/simulatedPath'
import { findUsbDevice } from '../../devices/usbDevices'
import { type BrokenOff, Continuation } from './Continuation'
import { OpenSession, type SessionOrigin } from './OpenSession'
import { type AppendToJournal, SessionJournal } from './SessionJournal'

export interface OpenRequest {
  path: string
  baudRate: number
  driver: DriverName | null
  workOrderId: string | null
  /** The session to go on with. */
  before: BrokenOff | null
}

export interface OpenSessionsOptions {
  journal: AppendToJournal
  clock: Clock
  openLink: OpenLink
  listPorts(): Promise<SerialPortInfo[]>
  driversFor: DriversFor
  emit(state: SessionState): void
}

export class OpenSessions {
  readonly #options: OpenSessionsOptions
  readonly #sessions = new Map<string, OpenSession>()

  constructor(options: OpenSessionsOptions) {
    this.#options = options
  }

  /** Of the sessions that are open, and of those that they go on with. */
  get ids(): Set<string> {
    return new Set(
      [...this.#sessions].flatMap(([id, { origin }]) => [id, ...(origin.continuation ? [origin.continuation.sessionId] : [])]),
    )
  }

  /** Without those whose port is gone: a new session may go on with them while they can still be signed. */
  get idsAtTheirPort(): Set<string> {
    const ids = this.ids
    for (const [id, { state }] of this.#sessions) if (state.phase === 'lost') ids.delete(id)
    return ids
  }

  /** @throws Problem `session.unknown` */
  find(sessionId: string): OpenSession {
    const session = this.#sessions.get(sessionId)
    if (!session) throw new Problem('session.unknown', 'This session is no longer open: open the port again.')
    return session
  }

  /** Opens a port, journalled before and after. @throws Problem `port.*`, `simulated.*` or `disk.*`; no port stays taken then. */
  async open(request: OpenRequest): Promise<SessionState> {
    const { clock, journal: shared, listPorts, openLink, driversFor } = this.#options
    const { path, baudRate, before } = request
    const id = randomUUID()
    const journal = new SessionJournal(shared, id)
    const port = await findPort(await listPorts(), path)
    const drivers = driversFor(request.driver, [...(before?.state.driver ? [before.state.driver] : []), ...(port?.drivers ?? [])])
    const origin: SessionOrigin = {
      id,
      port,
      journal,
      workOrderId: request.workOrderId ?? before?.workOrderId ?? null,
      ...beginning(clock, before),
      continuation: before && new Continuation(before, port?.serialNumber ?? null),
    }
    await journal.begin('open.begin', {
      path,
      baudRate,
      driver: request.driver,
      workOrderId: origin.workOrderId,
      startedAt: origin.startedAt,
      usb: { vendorId: port?.vendorId ?? null, productId: port?.productId ?? null, serialNumber: port?.serialNumber ?? null },
      resumes: before?.state.sessionId ?? null,
    })
    let link: SerialLink
    try {
      link = await openLink(before ? pathAgain(path, before) : path, baudRate)
    } catch (thrown) {
      const problem = Problem.from(
        thrown,
        'port.cannot-open',
        `${path} did not open: unplug the device, plug it in and try again.`,
      )
      await journal.note('open.failed', { path, code: problem.code, message: problem.message })
      throw problem
    }
    try {
      await journal.begin('open.done', { simulated: link.simulated, linkPath: link.path })
    } catch (thrown) {
      // A session that nobody was told of must not keep its port.
      await link.close()
      throw thrown
    }
    return this.#add(origin, path, link, drivers, baudRate).state
  }

  /** Ends a session whose cable is out, if it is still open: another goes on with it. */
  async letGo(sessionId: string): Promise<void> {
    if (this.#sessions.has(sessionId)) await this.close(sessionId, { asked: false })
  }

  /** @throws Problem `session.unknown` */
  async close(sessionId: string, { asked, saved = false }: { asked: boolean; saved?: boolean }): Promise<SessionState> {
    const session = this.find(sessionId)
    this.#sessions.delete(sessionId)
    return session.close(asked, saved)
  }

  /** Frees every port, also when the journal cannot be written any more. */
  async closeAll(): Promise<void> {
    await Promise.allSettled([...this.#sessions.keys()].map((sessionId) => this.close(sessionId, { asked: false })))
  }

  #add(
    origin: SessionOrigin,
    path: string,
    link: SerialLink,
    drivers: readonly ProvisioningDriver[],
    baudRate: number,
  ): OpenSession {
    const { clock, emit, openLink } = this.#options
    const usb = findUsbDevice(origin.port?.vendorId ?? null, origin.port?.productId ?? null)
    const session = new OpenSession(
      origin,
      (onState) =>
        new SessionDriver({
          link,
          clock,
          onState,
          session: new DeviceSession({ sessionId: origin.id, path, simulated: link.simulated }, drivers, origin.startedMs),
          // A training device speaks at every speed.
          ...(isSimulatedPath(path) ? {} : { reopening: { baudRate, open: (speed: number) => openLink(path, speed) } }),
          releaseLinesOnSilence: usb === null || usb.onSilence === 'release-lines',
        }),
      emit,
    )
    this.#sessions.set(origin.id, session)
    return session
  }
}

/** A training device that is plugged in again is the same one, not the next; any other port is opened as it was asked for. */
function pathAgain(path: string, { state, linkPath }: BrokenOff): string {
  return isSimulatedPath(path) && path === state.path ? pluggedInAgain(linkPath) : path
}

/**
 * When the session began. One that goes on keeps the first beginning, so that its steps follow those before it; between them no
 * clock of this process ran, so that gap is the wall clock's, and never less than what had passed before.
 */
function beginning(clock: Clock, before: BrokenOff | null): { startedAt: string; startedMs: number } {
  const startedMs = clock.monotonicMs()
  if (!before) return { startedAt: clock.now().toISOString(), startedMs }
  const passedMs = Math.max(0, ...before.state.steps.map((step) => step.endedMs ?? step.startedMs))
  const gapMs = clock.now().getTime() - Date.parse(before.startedAt)
  return { startedAt: before.startedAt, startedMs: startedMs - Math.max(passedMs, Number.isFinite(gapMs) ? gapMs : 0) }
}
