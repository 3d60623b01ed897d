/** A cooperative's place at a real nats-server, with credentials for its laptops. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ACCESS_FORMAT, type NatsAccess, type StreamPlan } from '../nats/natsAccess'
import { accountsOf, createNatsSeeds, mintMember, operatorOf } from '../nats/natsAccounts'
import { spaceOf } from '../nats/natsNames'
import { type ServerPlan, serverConfiguration } from '../nats/serverConfiguration'
import { freePort, isOldNatsServer, startNatsServer } from './startNatsServer'

export interface NatsBed {
  url: string
  /** Credentials of one more laptop. */
  access(name: string, rights?: { keeper?: StreamPlan; expiresAt?: number | null }): Promise<NatsAccess>
  kill(): Promise<void>
  /** @param changed what is configured otherwise from now on */
  start(changed?: BedPlan): Promise<void>
  /** Of a server that does not run: as after its disk was lost, or a copy was put back. */
  emptyStore(): Promise<void>
  copyStore(): Promise<void>
  restoreStore(): Promise<void>
  said(): string
  stop(): Promise<void>
}

/** What differs from the server that `nats setup` describes. */
export type BedPlan = Partial<Pick<ServerPlan, 'tls' | 'mostStoreBytes' | 'storeDir'>> & {
  /** Changes the configuration's text. */
  rewrite?: (text: string) => string
}

export async function openNatsBed(cooperative: string, plan: BedPlan = {}): Promise<NatsBed> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-nats-'))
  const seeds = createNatsSeeds()
  const space = spaceOf(cooperative)
  const port = await freePort()
  const jwtDir = join(folder, 'jwt')
  const storeDir = plan.storeDir ?? join(folder, 'store')
  const copy = join(folder, 'copy')
  const configuration = join(folder, 'nats-server.conf')
  const { jwt: operatorJwt, systemAccount } = await operatorOf(seeds)
  await mkdir(jwtDir)
  for (const { publicKey, jwt } of Object.values(await accountsOf(seeds, { space, revocations: {} }))) {
    await writeFile(join(jwtDir, `${publicKey}.jwt`), jwt)
  }
  const start = async (changed: BedPlan = {}) => {
    const text = serverConfiguration({
      ...{ name: 'bed', listen: `127.0.0.1:${port}`, storeDir, jwtDir, tls: null, mostStoreBytes: null, cluster: null },
      ...{ operatorJwt, systemAccount, flushesAlways: !isOldNatsServer() },
      ...plan,
      ...changed,
    })
    await writeFile(configuration, plan.rewrite?.(text) ?? text)
    return startNatsServer(configuration)
  }
  let server = await start()
  const url = `${plan.tls ? 'tls' : 'nats'}://127.0.0.1:${port}`
  return {
    url,
    access: async (name, { keeper, expiresAt = null } = {}) => {
      const { jwt, seed } = await mintMember(seeds, { name, isKeeper: keeper !== undefined, expiresAt })
      return { format: ACCESS_FORMAT, space, servers: [url], ca: null, name, jwt, seed, keeper: keeper ?? null }
    },
    kill: () => server.kill(),
    start: async (changed) => {
      server = await start(changed)
    },
    emptyStore: () => rm(storeDir, { recursive: true }),
    copyStore: () => cp(storeDir, copy, { recursive: true }),
    restoreStore: async () => {
      await rm(storeDir, { recursive: true })
      await cp(copy, storeDir, { recursive: true })
    },
    said: () => server.said(),
    stop: async () => {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
