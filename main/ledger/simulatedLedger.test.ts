import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSimulatedLedger } from './simulatedLedger'
import { readExchanges } from './testing/replayRecording'

test('answers the recorded APDUs byte for byte', async () => {
  const files = ['eth-transfer-1559', 'multisend-100x-1559', 'eip712-simple', 'eip712-safetx-erc20']
  for (const file of files.map((name) => `dmk__blind-on__${name}.apdus`)) {
    const device = createSimulatedLedger({ signsForAnyChain: true })
    for (const [apdu, answer] of readExchanges(file)) {
      expect((await device.exchange(Buffer.from(apdu, 'hex'))).toString('hex'), apdu.slice(0, 40)).toBe(answer)
    }
  }
})

test('as another app, answers what the recording of one answers', async () => {
  const device = createSimulatedLedger({ fault: 'wrong-app' })
  for (const [apdu, answer] of readExchanges('wrong-app-boilerplate.apdus')) {
    expect((await device.exchange(Buffer.from(apdu, 'hex'))).toString('hex'), apdu).toBe(answer)
  }
})

test('answers any bytes with a status word, and signs none of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 5, maxLength: 80 }),
      fc.constantFrom(0x02, 0x04, 0x08, 0x0c, 0x1a, 0x1c),
      async (bytes, instruction) => {
        const apdu = Buffer.from([0xe0, instruction, 0, 0, bytes.length, ...bytes])
        const answer = await createSimulatedLedger().exchange(apdu)
        expect(answer.length).toBeGreaterThanOrEqual(2)
        if (instruction !== 0x02) expect(answer).toHaveLength(2)
      },
    ),
    { numRuns: 200 },
  )
})

test('is gone after it was closed', async () => {
  const device = createSimulatedLedger()
  await device.close()
  await expect(device.exchange(Buffer.from('b001000000', 'hex'))).rejects.toThrow('unplugged')
})

test('shows an address and tells yes from no', async () => {
  const [apdu = ''] = readExchanges('blind-off__address-0-display-reject.apdus')[0] ?? []
  const show = (decision: 'approve' | 'reject') => createSimulatedLedger({ decision }).exchange(Buffer.from(apdu, 'hex'))
  expect((await show('reject')).toString('hex')).toBe('6985')
  expect((await show('approve')).subarray(-2).toString('hex')).toBe('9000')
})
