import { openNatsBed } from '../testing/natsBed'
import { exampleFounding } from '../testing/sealedBatches'
import { testTransport } from '../testing/transportConformance'
import { NatsStream } from './NatsStream'
import { NatsTransport } from './NatsTransport'

const { cooperative: placeOf } = await exampleFounding()
const PLAN = { replicas: 1, mostBytes: null } as const

testTransport('nats-server', async () => {
  const bed = await openNatsBed(placeOf)
  const keeper = new NatsStream(await bed.access('keeper', { keeper: PLAN }))
  await keeper.create(PLAN, new AbortController().signal)
  await keeper.close()
  const opened: NatsTransport[] = []
  return {
    open: async (cooperative) => {
      const transport = new NatsTransport(await bed.access(`laptop-${opened.length}`), { cooperative })
      opened.push(transport)
      return transport
    },
    close: async () => {
      for (const transport of opened) await transport.close()
      await bed.stop()
    },
  }
})
