import { describe, expect, test } from 'vitest'
import { type ConnectedSigner, connectSigner, runDeviceAction } from './connectSigner'
import type { HwTransport } from './hwTransportPort'
import { createSimulatedLedger } from './simulatedLedger'
import { type Exchange, readExchanges, recordedCases, replayExchanges } from './testing/replayRecording'

const typedCases = recordedCases().filter(([name, recorded]) => name.startsWith('dmk/') && recorded.op === 'signTypedData')
const PATH = "44'/60'/0'/0/0"
const TRANSFER = '02f00107843b9aca008504a817c8008252089411111111111111111111111111111111111111118814d1120d7b16000080c0'

describe('typed data, recorded from the real app', () => {
  for (const [name, recorded] of typedCases) {
    const { typedData, result, error } = recorded
    if (!typedData) throw new Error(`${name} has no typed data`)
    if (result) {
      test(`${name} is signed field by field as recorded`, async () => {
        const replay = replayExchanges(readExchanges(recorded.file))
        const connected = await connectSigner(replay, 'stax')
        const signature = await runDeviceAction(connected, (signer) =>
          signer.signTypedData(recorded.path, typedData, { skipOpenApp: true }),
        )
        expect(signature).toEqual(result)
        expect(replay.remaining()).toEqual([])
      })
    }
    if (error) {
      test(`${name} is refused, and its bare hashes never reach the device`, async () => {
        const replay = replayExchanges(readExchanges(recorded.file))
        const connected = await connectSigner(replay, 'stax')
        const signing = runDeviceAction(
          connected,
          (signer) => signer.signTypedData(recorded.path, typedData, { skipOpenApp: true }),
          {
            subject: 'typed-data',
          },
        )
        await expect(signing).rejects.toMatchObject({ code: 'ledger.blind-signing-off' })
        expect(replay.remaining().map(([apdu]) => apdu.slice(0, 8))).toEqual(['e00c0000'])
      })
    }
  }

  test('there are both kinds', () => {
    expect(typedCases.filter(([, recorded]) => recorded.result).length).toBeGreaterThanOrEqual(2)
    expect(typedCases.filter(([, recorded]) => recorded.error).length).toBeGreaterThanOrEqual(1)
  })
})

describe('the link', () => {
  test('is dead after an exchange that failed: the kit asks for a second signature and the device never hears of it', async () => {
    const { hw, sent } = recorder((apdu) => {
      if (apdu.startsWith('e004')) throw new Error('read failed')
    })
    const connected = await connectSigner(hw, 'nanoSP')
    await expect(signTransfer(connected)).rejects.toMatchObject({
      code: 'ledger.link-broken',
      cause: expect.stringContaining('read failed'),
    })
    expect(sent.filter((apdu) => apdu.startsWith('e004'))).toHaveLength(1)
    await expect(signTransfer(connected)).rejects.toMatchObject({
      code: 'ledger.link-broken',
      cause: expect.stringContaining('read failed'),
    })
    expect(sent.filter((apdu) => apdu.startsWith('e004'))).toHaveLength(1)
  })

  test('survives an exchange that found the device busy', async () => {
    let busyAnswers = 1
    const { hw } = recorder((apdu) => {
      if (apdu.startsWith('e020') && busyAnswers-- > 0) {
        throw Object.assign(new Error('busy'), { name: 'TransportRaceCondition' })
      }
    })
    const connected = await connectSigner(hw, 'nanoSP')
    await expect(signTransfer(connected)).rejects.toMatchObject({ code: 'ledger.busy' })
    expect((await signTransfer(connected)).r).toMatch(/^0x[0-9a-f]{64}$/)
  })

  test.each([
    ['the name of another app', Buffer.from('Boilerplate')],
    ['64 bytes', Buffer.alloc(64, 1)],
    ['66 bytes', Buffer.alloc(66, 1)],
    ['nothing', Buffer.alloc(0)],
  ])('asks for no second signature when the answer to the first is no signature: %s', async (_what, data) => {
    const { hw, sent } = recorder(
      () => undefined,
      (apdu) => (apdu.startsWith('e004') ? Buffer.concat([data, Buffer.from('9000', 'hex')]) : null),
    )
    const connected = await connectSigner(hw, 'nanoSP')
    await expect(signTransfer(connected)).rejects.toMatchObject({
      code: 'ledger.malformed-answer',
      cause: expect.stringContaining(`the answer ${data.length}`),
    })
    expect(sent.filter((apdu) => apdu.startsWith('e004'))).toHaveLength(1)
  })

  test('that answers with less than a status word is not believed', async () => {
    const { hw } = recorder(
      () => undefined,
      (apdu) => (apdu.startsWith('e002') ? Buffer.from([0x90]) : null),
    )
    const connected = await connectSigner(hw, 'nanoSP')
    const reading = runDeviceAction(connected, (signer) => signer.getAddress(PATH, { skipOpenApp: true }))
    await expect(reading).rejects.toMatchObject({ code: 'ledger.link-broken' })
  })

  test('that broke before it was used says so', async () => {
    const replay = replayExchanges([] as Exchange[])
    const gone: HwTransport = { ...replay, on: (_event, listener) => listener() }
    await expect(connectSigner(gone, 'nanoSP')).rejects.toMatchObject({ code: expect.stringMatching(/^ledger\./) })
  })
})

function signTransfer(connected: ConnectedSigner) {
  const bytes = Uint8Array.from(Buffer.from(TRANSFER, 'hex'))
  return runDeviceAction(connected, (signer) => signer.signTransaction(PATH, bytes, { skipOpenApp: true }))
}

/** The simulated Ledger, with every APDU noted, some of them failing or answered otherwise. */
function recorder(before: (apdu: string) => void, instead: (apdu: string) => Buffer | null = () => null) {
  const device = createSimulatedLedger({ signsForAnyChain: true })
  const sent: string[] = []
  const hw: HwTransport = {
    async exchange(apdu) {
      const text = apdu.toString('hex')
      sent.push(text)
      before(text)
      return instead(text) ?? device.exchange(apdu)
    },
    close: () => device.close(),
    on: (event, listener) => device.on(event, listener),
  }
  return { hw, sent }
}
