import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSimulatedLedger } from './simulatedLedger'
import { readExchanges } from './testing/replayRecording'

test('answers the recorded APDUs byte for byte', async () => {
  for (const file of ['dmk__blind-on__eth-transfer-1559.apdus', 'dmk__blind-on__multisend-100x-1559.apdus']) {
    const device = createSimulatedLedger()
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
    fc.asyncProperty(fc.uint8Array({ minLength: 5, maxLength: 80 }), fc.constantFrom(0x02, 0x04), async (bytes, instruction) => {
      const apdu = Buffer.from([0xe0, instruction, 0, 0, bytes.length, ...bytes])
      const answer = await createSimulatedLedger().exchange(apdu)
      expect(answer.length).toBeGreaterThanOrEqual(2)
      if (instruction === 0x04) expect(answer).toHaveLength(2)
    }),
    { numRuns: 60 },
  )
})

test('is gone after it was closed', async () => {
  const device = createSimulatedLedger()
  await device.close()
  await expect(device.exchange(Buffer.from('b001000000', 'hex'))).rejects.toThrow('unplugged')
})
