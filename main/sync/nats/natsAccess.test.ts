import { expect, it } from 'vitest'
import { ACCESS_FORMAT, type NatsAccess, readNatsAccess, serverAddressSchema } from './natsAccess'
import { createNatsSeeds, mintMember } from './natsAccounts'

const { jwt, seed } = await mintMember(createNatsSeeds(), { name: 'ada', isKeeper: false, expiresAt: null })
const access: NatsAccess = {
  ...{ format: ACCESS_FORMAT, space: '0123456789abcdef', servers: ['tls://nats.example.org:4222'], ca: null },
  ...{ name: 'ada', jwt, seed, keeper: null },
}

it('[SY84] an access file is read as it was given, and one that was changed is refused without a word of it', () => {
  expect(readNatsAccess(JSON.stringify(access))).toEqual(access)
  for (const changed of [
    { ...access, format: 'commonmast-nats-access-v2' },
    { ...access, name: 'ada.>' },
    { ...access, space: '*' },
    { ...access, seed: `${seed}x` },
    { ...access, servers: [] },
    { ...access, more: 1 },
  ]) {
    const thrown = thrownBy(() => readNatsAccess(JSON.stringify(changed)))
    expect(thrown).toMatchObject({ code: 'nats.access-unreadable', causeText: undefined })
    expect(String(thrown)).not.toContain(seed)
  }
  expect(() => readNatsAccess(JSON.stringify(access).slice(0, -5))).toThrow(/ask the cooperative’s admin/)
})

it('takes addresses with TLS and without, and none with a user or a path', () => {
  const isTaken = (address: string) => serverAddressSchema.safeParse(address).success
  expect(['tls://a', 'nats://10.0.0.1:4222', 'tls://[::1]:4222', 'tls://nats.example.org'].map(isTaken)).toEqual(
    Array(4).fill(true),
  )
  const refused = ['a:4222', 'tls://me:pw@a', 'tls://a/b', 'ws://a', 'tls://a b', 'tls://', 'tls://a:123456', 'nats://a\n']
  expect(refused.filter(isTaken)).toEqual([])
})

function thrownBy(call: () => unknown): unknown {
  try {
    return call()
  } catch (thrown) {
    return thrown
  }
}
