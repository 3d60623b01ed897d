import { expect, it } from 'vitest'
import { exampleRun, exampleSecret } from '#core/solana/exampleRun'
import { verifySolanaSignature } from '#core/solana/signedSolanaTransaction'
import { messageBytes, planSolanaTransactions } from '#core/solana/solanaTransactions'
import { createLedgerDevices } from '../ledgerDevices'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../simulatedLedgerTransports'
import { createScriptedSolanaApp, type ScriptedSolanaOptions } from '../testing/scriptedSolanaApp'

const PATH = "44'/501'/0'"

function devicesWith(options: Partial<ScriptedSolanaOptions> = {}) {
  const app = createScriptedSolanaApp({ secret: exampleSecret('treasury'), ...options })
  const usb = {
    list: async () => [{ id: 'usb:1', kind: 'usb' as const, name: 'Ledger on USB', simulated: false }],
    open: async () => ({ transport: app, modelId: 'nanoSP' as const, name: 'Ledger Nano S Plus' }),
  }
  return { app, devices: createLedgerDevices({ transports: [usb, createSimulatedLedgerTransports({})] }) }
}

it('opens the Solana app of a Ledger, which signs and is let go', async () => {
  const { app, devices } = devicesWith()
  const plan = exampleRun(1)
  const [transaction] = await planSolanaTransactions(plan)
  if (!transaction) throw new Error('No transaction')
  const message = messageBytes(transaction)
  for (let times = 0; times < 2; times++) {
    const { signature, appName } = await devices.withSolana({ deviceId: 'usb:1' }, async ({ signer }) => ({
      signature: await signer.signTransaction(PATH, message),
      appName: signer.appName,
    }))
    expect(verifySolanaSignature(message, signature, plan.treasury)).toBe(true)
    expect(appName).toBe('Solana app 1.16.0')
  }
  expect(app.reviewed).toEqual([message, message])
})

it('asks for the Solana app where another is open, before anything else', async () => {
  const { app, devices } = devicesWith({ name: 'Ethereum' })
  const used = devices.withSolana({ deviceId: 'usb:1' }, async () => 'used')
  await expect(used).rejects.toMatchObject({ code: 'ledger.wrong-app', message: expect.stringContaining('open the Solana app') })
  expect(app.asked).toEqual(['b001000000'])
})

it('gives the training key in the place of the simulated Ledger', async () => {
  const { devices } = devicesWith()
  const label = await devices.withSolana({ deviceId: SIMULATED_LEDGER_ID }, async ({ signer }) => signer.label)
  expect(label).toEqual({ name: 'Training key for Solana', status: 'training' })
})
