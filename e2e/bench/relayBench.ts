/**
 * Sealing, signing and publishing batches of 200 operations to a real nats-server, and a fresh laptop's look and reading with
 * signatures verified, against publishing and reading the same operations as single plain JetStream messages, one after the other.
 */
import { generateKeyPairSync, sign } from 'node:crypto'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { OPERATIONS_PER_BATCH } from '#core/sync/batch'
import { readBatch } from '#core/sync/readBatch'
import { type DocumentSigner, signedBytes } from '#core/sync/signedDocument'
import { NatsTransport } from '../../main/sync/nats/NatsTransport'
import type { StreamPlan } from '../../main/sync/nats/natsAccess'
import { natsNames } from '../../main/sync/nats/natsNames'
import { openAnyNats } from '../../main/sync/nats/openNats'
import { type NatsBed, openNatsBed } from '../../main/sync/testing/natsBed'
import { BatchMaker, exampleFounding } from '../../main/sync/testing/sealedBatches'
import { verifySignature } from '../../main/sync/verifySignature'
import { type BenchRow, benchRow, median } from './benchRow'

const BATCHES = 50
const OPERATIONS = BATCHES * OPERATIONS_PER_BATCH
const RUNS = 3
const KEEPER: StreamPlan = { replicas: 1, mostBytes: null }
const never = new AbortController().signal

interface Timings {
  pushMs: number
  pullMs: number
}

export async function relayBench(): Promise<BenchRow[]> {
  const ours: Timings[] = []
  const plain: Timings[] = []
  for (let run = 0; run < RUNS; run++) {
    ours.push(await onBed(batches))
    plain.push(await onBed(singles))
  }
  const row = (what: string, goal: string, of: (timings: Timings) => number) => {
    const [measured, reference] = [median(ours.map(of)), median(plain.map(of))]
    return benchRow(`${what}, ${OPERATIONS} operations by NATS`, goal, measured, reference, reference / measured)
  }
  return [
    row('push of signed batches against single plain publishes', '>=2.5', ({ pushMs }) => pushMs),
    row('pull of signed batches against single plain reads', '>=5', ({ pullMs }) => pullMs),
  ]
}

/** A server of its own each time, with a stream that holds the founding document alone. */
async function onBed(work: (bed: NatsBed, cooperative: string) => Promise<Timings>): Promise<Timings> {
  const { founding, cooperative } = await exampleFounding()
  const bed = await openNatsBed(cooperative)
  const keeper = new NatsTransport(await bed.access('keeper', { keeper: KEEPER }), { cooperative })
  try {
    await keeper.begin(founding, never)
    return await work(bed, cooperative)
  } finally {
    await keeper.close()
    await bed.stop()
  }
}

async function batches(bed: NatsBed, cooperative: string): Promise<Timings> {
  const sender = new NatsTransport(await bed.access('sender'), { cooperative })
  const receiver = new NatsTransport(await bed.access('receiver'), { cooperative })
  const maker = new BatchMaker('sender', cooperative, signerOfMain())
  try {
    await sender.look(never)
    const pushMs = await timed(async () => {
      for (let each = 0; each < BATCHES; each++) {
        const { id, text } = await maker.seal('Ridge', OPERATIONS_PER_BATCH)
        await sender.publish(id, text, never)
      }
    })
    const pullMs = await timed(() => readAll(receiver))
    return { pushMs, pullMs }
  } finally {
    await Promise.all([sender.close(), receiver.close()])
  }
}

/** Signs as main does, by Node. */
function signerOfMain(): DocumentSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  return { publicKey: raw.toString('hex'), sign: async (bytes) => sign(null, bytes, privateKey) }
}

/** @throws Error when not all of it was read: a fast wrong answer is no answer */
async function readAll(receiver: NatsTransport): Promise<void> {
  let operations = 0
  for (const id of (await receiver.look(never)).batches) {
    const read = readBatch(await receiver.read(id, never))
    if (read.kind !== 'whole') throw new Error(`A batch came back ${read.kind}`)
    const { batch } = read
    if (!verifySignature(batch.publicKey, signedBytes(batch), batch.signature)) throw new Error('A signature does not hold')
    operations += batch.operations.length
  }
  if (operations !== OPERATIONS) throw new Error(`${operations} operations of ${OPERATIONS} came back`)
}

async function singles(bed: NatsBed, cooperative: string): Promise<Timings> {
  const access = await bed.access('sender')
  const { stream, batchesBy } = natsNames(access.space)
  const messages = await plainMessages(cooperative)
  const open = await openAnyNats(access.servers, null, access)
  try {
    const line = jetstream(open)
    const { direct } = await jetstreamManager(open, { checkAPI: false })
    let last = 0
    const pushMs = await timed(async () => {
      for (const bytes of messages) last = (await line.publish(batchesBy('sender'), bytes)).seq
    })
    const pullMs = await timed(async () => {
      for (let seq = last - OPERATIONS + 1; seq <= last; seq++) {
        const found = await direct.getMessage(stream, { seq })
        if (found?.seq !== seq) throw new Error(`Message ${seq} did not come back`)
        JSON.parse(new TextDecoder().decode(found.data))
      }
    })
    return { pushMs, pullMs }
  } finally {
    await open.close()
  }
}

/** The operations that the batches hold, each as a message. */
async function plainMessages(cooperative: string): Promise<Uint8Array[]> {
  const maker = new BatchMaker('sender', cooperative)
  const messages: Uint8Array[] = []
  for (let each = 0; each < BATCHES; each++) {
    const { batch } = await maker.seal('Ridge', OPERATIONS_PER_BATCH)
    for (const operation of batch.operations) messages.push(new TextEncoder().encode(JSON.stringify(operation)))
  }
  return messages
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
