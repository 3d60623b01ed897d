import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { StatedDeclaration } from '#core/agreements/declaration'
import { verifyDeclaration } from '#core/agreements/verifyDeclaration'
import type { JournalEntry } from '#core/journal/journalEntry'
import { Problem } from '#core/model/problem'
import type { Signer } from '../storage/installationKey'
import { createDeclarationService } from './declarationService'
import { signerWithout } from './openSigner'

const reopening: StatedDeclaration = {
  kind: 'reopening',
  closedSplitSha256: 'ab'.repeat(32),
  period: { id: 'p1', name: 'June' },
  symbol: 'WXM',
  reason: 'A wrong address',
}

function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const publicKeyHex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
  return { publicKeyHex, sign: (bytes: Uint8Array) => sign(null, bytes, privateKey) }
}

type Signed = { period: { id: string; name: string }; simulated: boolean; signedAt: string }

function service(signed: Signed[] = [], signer = newSigner()) {
  const written: { kind: string; data: Record<string, unknown> }[] = []
  const handlers = createDeclarationService({
    signer,
    journal: {
      async append(kind, data) {
        written.push({ kind, data })
        return { seq: written.length, at: '', kind, data, prev: '', hash: '' } satisfies JournalEntry
      },
    },
    signedPayouts: async () => signed,
    clock: () => new Date('2026-11-30T10:00:00Z'),
  })
  const call = (said: StatedDeclaration) =>
    handlers['declarations.sign']({ said }, { signal: new AbortController().signal, progress: () => undefined })
  return { call, written, signer }
}

describe('declarations', () => {
  test('are signed with the key of the installation and noted in the journal', async () => {
    const { call, written, signer } = service()
    const declaration = await call(reopening)
    expect(verifyDeclaration(declaration)).toEqual([])
    expect(declaration).toMatchObject({ publicKey: signer.publicKeyHex, facts: { signedAt: '2026-11-30T10:00:00.000Z' } })
    expect(written).toEqual([
      {
        kind: 'declaration.reopening',
        data: { declarationId: declaration.facts.id, periodId: 'p1', closedSplitSha256: 'ab'.repeat(32) },
      },
    ])
  })

  test('a period of which the journal knows a payment is not opened again; one that was practised is', async () => {
    const payout = { period: { id: 'p1', name: 'June' }, simulated: false, signedAt: '2026-11-01T00:00:00Z' }
    const { call, written } = service([payout])
    await expect(call(reopening)).rejects.toMatchObject({ code: 'period.paid' })
    expect(written).toEqual([])
    await service([{ ...payout, simulated: true }]).call(reopening)
    await service([{ ...payout, period: { id: 'p2', name: 'July' } }]).call(reopening)
  })

  test('without a key nothing is signed', async () => {
    const { call, written } = service([], signerWithout(new Problem('key.missing', 'The key is gone.'), 'ab'.repeat(32)))
    await expect(call(reopening)).rejects.toMatchObject({ code: 'key.missing' })
    expect(written).toEqual([])
  })
})
