import { useCallback, useEffect, useRef, useState } from 'react'
import { Problem } from '#core/model/problem'
import type { ProvisioningFileV2, RecordedPosition } from '#core/provisioning/provisioningFile'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { consoleClient } from '../../platform/consoleClient'
import { setTraining } from '../../platform/training'
import { asProblem } from '../../ui/ProblemAlert'

const TRAINING_KEY = 'simulated hotspot'

export type DeviceTask = 'open' | 'identify' | 'scan' | 'connect' | 'verify' | 'sign'

interface SignRequest {
  workOrderId: string | null
  position: RecordedPosition | null
}

/** One device on one port: what main knows of it, the task under way, and what went wrong last. */
export function useDeviceSession() {
  const [session, setSession] = useState<SessionState | null>(null)
  const [task, setTask] = useState<DeviceTask | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const sessionId = useRef<string | null>(null)
  const canceller = useRef<AbortController | null>(null)

  const adopt = useCallback((state: SessionState) => {
    sessionId.current = state.sessionId
    setSession(state)
    if (state.phase === 'lost' && state.problem) setProblem(Problem.fromData(state.problem))
  }, [])

  useEffect(
    () =>
      consoleClient.on('provisioning.state', (state) => {
        if (state.sessionId === sessionId.current) adopt(state)
      }),
    [adopt],
  )

  const release = useCallback(() => {
    const id = sessionId.current
    sessionId.current = null
    canceller.current?.abort()
    if (id !== null) closeSession(id)
  }, [])
  useEffect(() => release, [release])

  const simulated = session?.simulated === true
  useEffect(() => {
    setTraining(TRAINING_KEY, simulated)
    return () => setTraining(TRAINING_KEY, false)
  }, [simulated])

  /** Runs one task; its problem is kept to be shown, and null comes back. */
  async function run<T>(name: DeviceTask, call: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    const own = new AbortController()
    canceller.current = own
    setTask(name)
    setProblem(null)
    try {
      return await call(own.signal)
    } catch (thrown) {
      if (canceller.current === own) setProblem(problemOf(name, thrown))
      return null
    } finally {
      if (canceller.current === own) setTask(null)
    }
  }

  async function step(name: 'identify' | 'scan' | 'verify'): Promise<SessionState | null> {
    const id = sessionId.current
    if (id === null) return null
    const state = await run(name, (signal) => consoleClient.call('provisioning.step', { sessionId: id, order: { kind: name } }, { signal }))
    if (state) adopt(state)
    return state
  }

  return {
    session,
    task,
    problem,
    identify: () => step('identify'),
    scan: () => step('scan'),
    verify: () => step('verify'),
    /** Opens the port. A session that was lost is kept until then, so that it can still be signed when opening fails. */
    async open(path: string): Promise<SessionState | null> {
      const before = sessionId.current
      const state = await run('open', (signal) => consoleClient.call('provisioning.open', { path }, { signal }))
      if (!state) return null
      if (before !== null) closeSession(before)
      adopt(state)
      return state
    },
    async connect(ssid: string, password: string): Promise<SessionState | null> {
      const id = sessionId.current
      if (id === null) return null
      const state = await run('connect', (signal) =>
        consoleClient.call(
          'provisioning.step',
          { sessionId: id, order: { kind: 'connect', ssid, password } },
          { signal },
        ),
      )
      if (state) adopt(state)
      return state
    },
    async sign(request: SignRequest): Promise<ProvisioningFileV2 | null> {
      const id = sessionId.current
      if (id === null) return null
      return run('sign', () => consoleClient.call('provisioning.sign', { sessionId: id, technician: null, placement: [], ...request }))
    },
    cancel: () => canceller.current?.abort(),
    fail: (thrown: unknown) => setProblem(asProblem(thrown)),
    dismiss: () => setProblem(null),
    /** Lets the port go and forgets the device. */
    end() {
      release()
      setSession(null)
      setProblem(null)
      setTask(null)
    },
  }
}

/** Cancelling stops the waiting; it cannot take back what the device was told. */
function problemOf(task: DeviceTask, thrown: unknown): Problem {
  const problem = asProblem(thrown)
  if (task !== 'connect' || problem.code !== 'contract.cancelled') return problem
  return new Problem(
    'provisioning.connect-cancelled',
    'No longer waiting, but the device may still join the network: connect again to ask it.',
  )
}

function closeSession(sessionId: string): void {
  // The port may be gone already; then there is nothing left to release.
  consoleClient.call('provisioning.close', { sessionId }).catch(() => {})
}

export type DeviceSession = ReturnType<typeof useDeviceSession>
