/** Envelopes of data keys in folders: what is replaced goes, and nothing else ever does. */
import { expect, it } from 'vitest'
import { dataKeyOf } from '#core/sync/keys/dataKey'
import { destroyKey, wrapForAll } from '#core/sync/keys/envelope'
import { wrapSender } from '#core/sync/keys/wrapKey'
import { canonicalText } from '#core/sync/signedDocument'
import { signerNamed } from '#core/sync/testing/signers'
import { FatFolderFiles } from '../testing/FatFolderFiles'
import { exampleFounding } from '../testing/sealedBatches'
import { FolderTransport } from './FolderTransport'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const keys = `commonmast-${cooperative.slice(0, 16)}/keys`
const laptop = (stick: FatFolderFiles) => new FolderTransport(stick, { cooperative, log: () => undefined })
const signer = signerNamed('anna')
const request = (version: number) => ({ cooperative, version, at: '2026-11-30T10:00:00.000Z' })
let drawn = 0
const random = (bytes: number) => new Uint8Array(bytes).fill(++drawn)
const [key, other] = [dataKeyOf(random(32), 'ada'), dataKeyOf(random(32), null)]
const made = await wrapForAll(key, [], request(1), signer, wrapSender(random))
const beside = await wrapForAll(other, [], request(1), signer, wrapSender(random))
const destroyed = await destroyKey(key.id, request(2), signer)

async function begun(): Promise<FatFolderFiles> {
  const stick = new FatFolderFiles()
  await laptop(stick).begin(founding, never)
  for (const envelope of [made, beside]) await laptop(stick).publishEnvelope(envelope, never)
  return stick
}

it('[SY73] a newer envelope takes away older ones of its key under whatever names, and nothing else', async () => {
  const stick = await begun()
  const foreign = await wrapForAll(key, [], { ...request(1), cooperative: 'd'.repeat(64) }, signer, wrapSender(random))
  const left = { 'notes.json': '{}', 'torn.json': canonicalText(made).slice(0, 90), 'foreign.json': canonicalText(foreign) }
  for (const [name, text] of Object.entries(left)) stick.put(`${keys}/${name}`, text)
  stick.put(`${keys}/${key.id}-0000001 (1).json`, canonicalText(made))
  stick.put(`${keys}/${key.id}-0000002.json`, canonicalText(made))
  await laptop(stick).publishEnvelope(destroyed, never)
  const names = Object.keys(stick.contents())
    .filter((name) => name.includes('/keys/'))
    .map((name) => name.slice(keys.length + 1))
  expect(names.sort()).toEqual([...Object.keys(left), `${key.id}-0000002-2.json`, `${other.id}-0000001.json`].sort())
  expect((await laptop(stick).look(never)).litter).toEqual([])
})

it('[SY34] [SY73] a stick that is pulled out at any call holds the old envelope, the new one or both, and both end as one', async () => {
  let calls = 0
  for (let isPulled = true; isPulled; calls++) {
    for (const code of ['EIO', 'ENOENT'] as const) {
      const stick = await begun()
      stick.pullAfter(calls, code)
      const [outcome] = await Promise.allSettled([laptop(stick).publishEnvelope(destroyed, never)])
      isPulled = stick.isOut
      stick.plugIn((bytes) => bytes.slice(0, bytes.length / 2))
      if (outcome?.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'sync.place-missing' })
      const texts = (await laptop(stick).envelopes(never)).filter((text) => text.includes(`"keyId":"${key.id}"`))
      expect(texts.some((text) => [made, destroyed].map(canonicalText).includes(text))).toBe(true)
      await laptop(stick).publishEnvelope(destroyed, never)
      const whole = (await laptop(stick).envelopes(never)).filter((text) => text.endsWith('}')).sort()
      expect(whole).toEqual([destroyed, beside].map(canonicalText).sort())
    }
  }
  expect(calls).toBeGreaterThan(8)
})
