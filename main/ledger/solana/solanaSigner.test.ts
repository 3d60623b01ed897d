import dns from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { base64 } from '@scure/base'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EXAMPLE_TOKEN, exampleRun, exampleSecret, exampleWallet } from '#core/solana/exampleRun'
import { verifySolanaSignature } from '#core/solana/signedSolanaTransaction'
import { planSolanaTransactions, type SolanaPlan } from '#core/solana/solanaTransactions'
import { parseSolanaDerivationPath } from '#core/treasury/model/solanaDerivationPath'
import { createScriptedSolanaApp, type ScriptedSolanaOptions } from '../testing/scriptedSolanaApp'
import { openLedgerSolanaSigner } from './ledgerSolanaSigner'
import { createSoftwareSolanaSigner } from './softwareSolanaSigner'
import type { SolanaSigner } from './solanaSigner'

const PATH = "44'/501'/0'"
const code = (name: string) => expect.objectContaining({ code: `ledger.${name}` })
const attempts: string[] = []

/** Every way out of the process is closed in all tests of this file: each use is noted and fails. */
beforeEach(() => {
  attempts.length = 0
  const forbid = (name: string) => () => {
    attempts.push(name)
    throw new Error(`${name} is forbidden: signing must not use a network`)
  }
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(forbid('net.connect'))
  vi.spyOn(tls, 'connect').mockImplementation(forbid('tls.connect'))
  vi.spyOn(dns, 'lookup').mockImplementation(forbid('dns.lookup') as never)
  vi.spyOn(http, 'request').mockImplementation(forbid('http.request'))
  vi.spyOn(https, 'request').mockImplementation(forbid('https.request'))
  vi.stubGlobal('fetch', forbid('fetch'))
  vi.stubGlobal('WebSocket', forbid('WebSocket'))
  vi.stubGlobal('XMLHttpRequest', forbid('XMLHttpRequest'))
})
afterEach(async () => {
  // Reports are made after the fact: give one that was only scheduled the time to begin.
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(attempts).toEqual([])
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function openScripted(options: Partial<ScriptedSolanaOptions> = {}, modelId: 'nanoSP' | 'stax' = 'nanoSP') {
  const app = createScriptedSolanaApp({ secret: exampleSecret('treasury'), ...options })
  return { app, signer: await openLedgerSolanaSigner(app, { modelId, name: 'Ledger Nano S Plus' }) }
}

/** The messages of a run that the signer's own account pays. */
async function messagesFor(signer: SolanaSigner, token: SolanaPlan['token'], payees = 3): Promise<Uint8Array[]> {
  const plan = { ...exampleRun(payees, token), treasury: await signer.getAddress(PATH) }
  return (await planSolanaTransactions(plan)).map(({ message }) => base64.decode(message))
}

const SIGNERS: Record<string, () => Promise<SolanaSigner>> = {
  'a key in software': async () => createSoftwareSolanaSigner(),
  'the scripted Solana app of a Nano': async () => (await openScripted()).signer,
  'the scripted Solana app of a Stax, in a later version': async () => (await openScripted({ version: '1.17.0' }, 'stax')).signer,
}

for (const [name, open] of Object.entries(SIGNERS)) {
  describe(`signing with ${name}`, () => {
    test('[SO17] gives one signature over exactly the bytes of each message, and uses no network', async () => {
      const signer = await open()
      const address = await signer.getAddress(PATH)
      for (const token of [null, EXAMPLE_TOKEN]) {
        for (const message of await messagesFor(signer, token)) {
          const signature = await signer.signTransaction(PATH, message)
          expect(verifySolanaSignature(message, signature, address)).toBe(true)
        }
      }
    })

    test('[SO17] refuses a message that another account pays, and bytes that are no payment', async () => {
      const signer = await open()
      const [transaction] = await planSolanaTransactions({ ...exampleRun(1), treasury: exampleWallet('eve') })
      await expect(signer.signTransaction(PATH, base64.decode(transaction?.message ?? ''))).rejects.toThrow(code('wrong-signer'))
      await expect(signer.signTransaction(PATH, new Uint8Array([1, 2, 3]))).rejects.toThrow(
        expect.objectContaining({ code: 'solana.message-unreadable' }),
      )
    })

    test('refuses a path that is not of Solana', async () => {
      const signer = await open()
      for (const path of ["44'/60'/0'", '44h/501h/0h', "44'/501'/0"]) {
        await expect(signer.getAddress(path)).rejects.toThrow(code('path'))
      }
    })

    test('is cancelled before it begins', async () => {
      const signer = await open()
      const [message] = await messagesFor(signer, null, 1)
      await expect(signer.signTransaction(PATH, message ?? new Uint8Array(), AbortSignal.abort())).rejects.toThrow(
        code('cancelled'),
      )
    })

    test('says what it is', async () => {
      expect((await open()).label.status).toMatch(/^(training|not tried on a device)$/)
    })
  })
}

describe('the Solana app', () => {
  test('sees the message whole, in one review for each signature', async () => {
    const { app, signer } = await openScripted()
    const messages = await messagesFor(signer, EXAMPLE_TOKEN)
    for (const message of messages) await signer.signTransaction(PATH, message)
    expect(app.reviewed).toEqual(messages)
    // Name, settings, address, a challenge that nothing is made of, and the message itself.
    expect(new Set(app.asked.map((apdu) => apdu.slice(0, 4)))).toEqual(new Set(['b001', 'e004', 'e005', 'e020', 'e006']))
  })

  const openings: [problem: string, options: Partial<ScriptedSolanaOptions>][] = [
    ['wrong-app', { name: 'Ethereum' }],
    ['wrong-app', { name: 'BOLOS' }],
    ['old-app', { version: '1.8.0' }],
    ['old-app', { version: 'x' }],
    ['failed', { name: '' }],
  ]
  test.each(openings)('is refused as ledger.%s before anything is signed', async (problem, options) => {
    const app = createScriptedSolanaApp({ secret: exampleSecret('treasury'), ...options })
    await expect(openLedgerSolanaSigner(app, { modelId: 'nanoSP', name: 'Nano' })).rejects.toThrow(code(problem))
    expect(app.asked).toEqual(['b001000000'])
  })

  const refusals: [status: string, problem: string][] = [
    ['6985', 'rejected'],
    ['6808', 'blind-signing-off'],
    ['5515', 'locked'],
    ['6a80', 'failed'],
    ['6e00', 'wrong-app'],
  ]
  test.each(refusals)('is asked once, and its %s is told as ledger.%s in its own words', async (refusal, problem) => {
    const { app, signer } = await openScripted({ refusal })
    const [message = new Uint8Array()] = await messagesFor(signer, EXAMPLE_TOKEN, 1)
    const signing = signer.signTransaction(PATH, message)
    await expect(signing).rejects.toThrow(code(problem))
    await expect(signing).rejects.toThrow(/^(?!.*Ethereum)/)
    expect(app.reviewed).toHaveLength(1)
  })

  test('is not believed when it signs with another key', async () => {
    const { signer } = await openScripted({ signsWith: exampleSecret('eve') })
    const [message = new Uint8Array()] = await messagesFor(signer, null, 1)
    await expect(signer.signTransaction(PATH, message)).rejects.toThrow(code('wrong-signer'))
  })

  test('that goes away in the middle of an answer is asked nothing more', async () => {
    const { app, signer } = await openScripted({ breaksOff: true })
    const [message = new Uint8Array()] = await messagesFor(signer, null, 1)
    await expect(signer.signTransaction(PATH, message)).rejects.toThrow(code('disconnected'))
    const asked = app.asked.length
    await expect(signer.getAddress(PATH)).rejects.toThrow(code('disconnected'))
    expect(app.asked).toHaveLength(asked)
  })

  test('that is unplugged is told as disconnected', async () => {
    const { app, signer } = await openScripted()
    app.unplug()
    await expect(signer.getAddress(PATH)).rejects.toThrow(code('disconnected'))
  })
})

test('the ban is real: a request is noticed', async () => {
  await expect(async () => fetch('http://127.0.0.1/')).rejects.toThrow('forbidden')
  expect(attempts.splice(0)).toEqual(['fetch'])
})

test('paths of Solana are hardened on every level', () => {
  expect(parseSolanaDerivationPath("m/44'/501'/0'/0'")).toBe("44'/501'/0'/0'")
  expect(parseSolanaDerivationPath("44'/501'")).toBe("44'/501'")
  for (const path of ["44'/501'/0'/0'/0'", "44'/501'/2147483648'", '', "44'"]) {
    expect(() => parseSolanaDerivationPath(path)).toThrow(code('path'))
  }
})
