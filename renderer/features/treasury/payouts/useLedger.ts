import { useCallback, useEffect, useRef, useState } from 'react'
import type { LedgerDeviceInfo, LedgerPrompt } from '#core/contract/consoleContract'
import type { Problem } from '#core/model/problem'
import type { DeviceChoice, DeviceContext } from '../../../data/treasury/payoutCalls'
import { consoleClient } from '../../../platform/consoleClient'
import { setTraining } from '../../../platform/training'
import { asProblem } from '../../../ui/ProblemAlert'

const TRAINING_KEY = 'simulated Ledger'

/** The chosen Ledger: the list to choose from, its address, a signature, and where the operation under way stands. */
export function useLedger() {
  const [devices, setDevices] = useState<LedgerDeviceInfo[] | null>(null)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [address, setAddress] = useState<string | null>(null)
  const [running, setRunning] = useState<'address' | 'sign' | null>(null)
  const [isCancelling, setIsCancelling] = useState(false)
  const [prompt, setPrompt] = useState<LedgerPrompt | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  /** Of the operation that runs. */
  const canceller = useRef<AbortController | null>(null)
  const device = devices?.find((one) => one.id === chosenId) ?? devices?.[0] ?? null

  const refresh = useCallback(async () => {
    try {
      setDevices(await consoleClient.call('ledger.list', {}))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }, [])

  useEffect(() => {
    void refresh()
    const stopListening = consoleClient.on('ledger.devicesChanged', setDevices)
    return () => {
      stopListening()
      canceller.current?.abort()
    }
  }, [refresh])

  const simulated = device?.simulated === true
  useEffect(() => {
    setTraining(TRAINING_KEY, simulated)
    return () => setTraining(TRAINING_KEY, false)
  }, [simulated])

  /** One operation at a time, or the first one could be seen and cancelled no more; its problem is kept to be shown. */
  async function run<T>(kind: 'address' | 'sign', call: (context: DeviceContext) => Promise<T>): Promise<T | null> {
    if (canceller.current) return null
    const own = new AbortController()
    canceller.current = own
    setRunning(kind)
    setIsCancelling(false)
    setPrompt(null)
    setProblem(null)
    try {
      return await call({ signal: own.signal, onProgress: setPrompt })
    } catch (thrown) {
      setProblem(asProblem(thrown))
      return null
    } finally {
      canceller.current = null
      setRunning(null)
    }
  }

  async function askAddress(asked: { derivationPath: string; show: boolean; app?: 'solana' }): Promise<void> {
    if (!device) return
    const answer = await run('address', (context) =>
      consoleClient.call('ledger.address', { deviceId: device.id, ...asked }, context),
    )
    if (answer) setAddress(answer.address)
  }

  return {
    devices,
    device,
    address,
    running,
    isCancelling,
    prompt,
    problem,
    refresh,
    choose(id: string | null) {
      setChosenId(id)
      setAddress(null)
    },
    forgetAddress: () => setAddress(null),
    dismiss: () => setProblem(null),
    /** What runs goes on being shown until main says how it ended: a signature that came first is not thrown away. */
    cancel() {
      setIsCancelling(true)
      canceller.current?.abort()
    },
    /** On the device's screen, until the person says there that it is the same. */
    showAddress: (derivationPath: string) => askAddress({ derivationPath, show: true }),
    /** As the Solana app gives it; nothing is shown on the device. */
    readSolanaAddress: (derivationPath: string) => askAddress({ derivationPath, show: false, app: 'solana' }),
    /** One signature. @returns whether it was given; a problem is kept to be shown */
    async sign(work: (device: DeviceChoice, context: DeviceContext) => Promise<void>, derivationPath: string): Promise<boolean> {
      if (!device) return false
      const done = await run('sign', async (context) => {
        await work({ deviceId: device.id, derivationPath }, context)
        return true
      })
      return done === true
    },
  }
}
