/** Sent means read back: whatever comes between a batch and its acknowledgement, it lies there once. */
import { jetstream } from '@nats-io/jetstream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type NatsBed, openNatsBed } from '../testing/natsBed'
import { BatchMaker, exampleFounding } from '../testing/sealedBatches'
import { NatsStream } from './NatsStream'
import { NatsTransport } from './NatsTransport'
import type { NatsAccess } from './natsAccess'
import { natsNames, spaceOf } from './natsNames'
import { openAnyNats } from './openNats'
import { packMessage } from './packMessage'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const names = natsNames(spaceOf(cooperative))

let bed: NatsBed
let anna: NatsAccess
const opened: { close(): Promise<void> }[] = []
beforeAll(async () => {
  bed = await openNatsBed(cooperative)
  anna = await bed.access('anna')
  const keeper = new NatsTransport(await bed.access('keeper', { keeper: { replicas: 1, mostBytes: null } }), { cooperative })
  await keeper.begin(founding, never)
  await keeper.close()
})
afterAll(async () => {
  for (const each of opened) await each.close()
  await bed.stop()
})

const remember = <T extends { close(): Promise<void> }>(one: T): T => {
  opened.push(one)
  return one
}
const transport = () => remember(new NatsTransport(anna, { cooperative }))
const count = async () => (await remember(new NatsStream(anna)).state(never))?.messages ?? 0

it('[SY86] two copies of one laptop that send at once put every batch there once', async () => {
  const before = await count()
  const batches = await new BatchMaker('anna', cooperative).sealMany(15)
  const [one, other] = [transport(), transport()]
  const answers = await Promise.all(
    [one, other].map(async (each) => {
      const said: string[] = []
      for (const { id, text } of batches) said.push(await each.publish(id, text, never))
      return said
    }),
  )
  expect(await count()).toBe(before + batches.length)
  for (let at = 0; at < batches.length; at++) {
    expect(answers.map((said) => said[at]).sort()).toEqual(['published', 'there-already'])
  }
})

it('[SY86] a batch whose acknowledgement never came is there already', async () => {
  const before = await count()
  const { id, text } = await new BatchMaker('ben', cooperative).seal()
  const sender = transport()
  await sender.look(never)
  const open = await openAnyNats(anna.servers, null, anna)
  await jetstream(open).publish(names.batchesBy('anna'), packMessage(text))
  await open.close()
  expect(await sender.publish(id, text, never)).toBe('there-already')
  expect(await count()).toBe(before + 1)
})

it('[SY86] others may write all the time, and a batch goes there all the same', async () => {
  const { id, text } = await new BatchMaker('cleo', cooperative).seal()
  const open = await openAnyNats(anna.servers, null, anna)
  let isSent = false
  const others = (async () => {
    while (!isSent) await jetstream(open).publish(names.batchesBy('anna'), '{}')
  })()
  const sender = transport()
  expect(await sender.publish(id, text, never)).toBe('published')
  isSent = true
  await others
  await open.close()
  expect(await sender.read(id, never)).toBe(text)
  expect((await sender.look(never)).batches.filter(({ hash }) => hash === id.hash)).toHaveLength(1)
})

it('[SY82] what a laptop saw is kept between lives of its program, whatever becomes of the file', async () => {
  let kept: string | null = null
  const memory = {
    load: async () => kept,
    save: async (text: string) => {
      kept = text
    },
  }
  const life = () => remember(new NatsTransport(anna, { cooperative, memory }))
  const first = await life().look(never)
  expect(kept).toContain(first.batches[0]?.hash)
  expect(await life().look(never)).toEqual(first)
  kept = 'broken'
  expect(await life().look(never)).toEqual(first)
  const lost = { load: () => Promise.reject(new Error('gone')), save: () => Promise.reject(new Error('full')) }
  expect(await remember(new NatsTransport(anna, { cooperative, memory: lost })).look(never)).toEqual(first)
})
