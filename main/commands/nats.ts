/**
 * `nats`: a NATS server of the cooperative's own. `setup` writes what the server gets, `member` gives a laptop access, `revoke`
 * takes it back. All of it is made from `DIR/admin.json`, without a network; only `revoke` tells running servers.
 */
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { Problem } from '#core/model/problem'
import { cooperativeId, type Founding, verifyFounding } from '#core/sync/founding'
import { makeFolder, writeFileAtomically } from '../storage/writeFileAtomically'
import { ACCESS_FORMAT, serverAddressSchema } from '../sync/nats/natsAccess'
import { createNatsSeeds } from '../sync/nats/natsAccounts'
import { ADMIN_FORMAT, giveAccess, type NatsAdmin, readNatsAdmin, revokeAccess } from '../sync/nats/natsAdmin'
import { ACCESS_NAME } from '../sync/nats/natsNames'
import type { TlsFiles } from '../sync/nats/serverConfiguration'
import { tellServers } from '../sync/nats/tellServers'
import { writeAccounts, writeServerFiles } from '../sync/nats/writeServerFiles'
import { verifySignature } from '../sync/verifySignature'
import { type CommandResult, readOptions, required, succeeded, UsageProblem, wholeNumber } from './commandLine'
import { readFileBytes } from './readFileBytes'
import { readJsonFile } from './readJsonFile'
import { checkOutput } from './writeJsonFile'

const DAY_MS = 86_400_000
const BYTES_PER_GB = 1_000_000_000

export async function nats(args: readonly string[]): Promise<CommandResult> {
  const [what = '', ...rest] = args
  switch (what) {
    case 'setup':
      return setUp(rest)
    case 'member':
      return member(rest)
    case 'revoke':
      return revoke(rest)
    default:
      throw new UsageProblem('Say what to do: nats setup, nats member or nats revoke.')
  }
}

async function setUp(args: readonly string[]): Promise<CommandResult> {
  const { values, flags, lists } = readOptions(
    args,
    ['dir', 'cooperative', 'listen', 'server-dir', 'tls-cert', 'tls-key', 'tls-ca', 'ca', 'most-gb'],
    { flags: ['for-2.9'], lists: ['server'] },
  )
  const dir = resolve(required(values.dir, 'dir'))
  const servers = serversOf(lists.server)
  const tls = tlsOf(servers, values)
  const mostStoreBytes = values['most-gb'] === undefined ? null : wholeNumber(values['most-gb'], 'most-gb') * BYTES_PER_GB
  if (mostStoreBytes === 0) throw new UsageProblem('--most-gb must be at least 1.')
  const founding = await readFounding(required(values.cooperative, 'cooperative'))
  const ca = values.ca === undefined ? null : new TextDecoder().decode(await readFileBytes(values.ca))
  const before = await readAdmin(dir).catch((thrown: unknown) => {
    if (thrown instanceof Problem && thrown.code === 'file.not-found') return null
    throw thrown
  })
  const admin = adminOf(founding, servers, ca, before)
  await makeFolder(dir, dir)
  await keep(dir, admin)
  const configurations = await writeServerFiles(dir, admin, {
    listenHost: values.listen ?? '0.0.0.0',
    folderThere: values['server-dir'] ?? null,
    tls,
    mostStoreBytes,
    flushesAlways: !flags['for-2.9'],
  })
  return succeeded({ cooperative: admin.cooperative, servers, configurations, keep: join(dir, 'admin.json') })
}

/** Setting up again keeps the seeds, so that access that was given goes on to hold. */
function adminOf(founding: Founding, servers: string[], ca: string | null, before: NatsAdmin | null): NatsAdmin {
  const id = cooperativeId(founding)
  if (before && before.cooperative.id !== id) {
    throw new Problem(
      'nats.other-cooperative',
      `This folder is of the server of another cooperative, ${before.cooperative.name}: choose another --dir.`,
    )
  }
  return {
    format: ADMIN_FORMAT,
    cooperative: { id, name: founding.name },
    servers,
    ca,
    stream: { replicas: servers.length >= 3 ? 3 : 1, mostBytes: null },
    clusterPassword: before?.clusterPassword ?? randomBytes(32).toString('hex'),
    seeds: before?.seeds ?? createNatsSeeds(),
    members: before?.members ?? [],
  }
}

async function member(args: readonly string[]): Promise<CommandResult> {
  const { values, flags } = readOptions(args, ['dir', 'name', 'out', 'days'], { flags: ['keeper'] })
  const dir = resolve(required(values.dir, 'dir'))
  const name = required(values.name, 'name')
  const out = required(values.out, 'out')
  if (!ACCESS_NAME.test(name)) throw new UsageProblem('--name takes small letters, digits and "-", at most 63 of them.')
  const nowMs = Date.now()
  const expiresAt = values.days === undefined ? null : Math.floor((nowMs + wholeNumber(values.days, 'days') * DAY_MS) / 1_000)
  await checkOutput(out, [adminPath(dir)])
  const { admin, access } = await giveAccess(await readAdmin(dir), { name, isKeeper: flags.keeper, expiresAt, nowMs })
  // First what is given is remembered, so that it can be taken back.
  await keep(dir, admin)
  await writeFileAtomically(resolve(out), `${JSON.stringify(access, null, 1)}\n`, { what: out })
  const expires = expiresAt === null ? null : new Date(expiresAt * 1_000).toISOString()
  return succeeded({ format: ACCESS_FORMAT, name, keeper: flags.keeper, expires, out })
}

async function revoke(args: readonly string[]): Promise<CommandResult> {
  const { values } = readOptions(args, ['dir', 'name'])
  const dir = resolve(required(values.dir, 'dir'))
  const name = required(values.name, 'name')
  const admin = revokeAccess(await readAdmin(dir), name, Date.now())
  await keep(dir, admin)
  await writeAccounts(dir, admin)
  try {
    await tellServers(admin, Date.now())
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const complaint = `${thrown.message} Until a server was told, it admits ${name}: run the same command again.`
    return { output: { name, told: false }, complaints: [complaint], exitCode: 1 }
  }
  return succeeded({ name, told: true })
}

function serversOf(given: readonly string[]): string[] {
  if (given.length === 0)
    throw new UsageProblem('--server is missing: how laptops reach it, such as tls://nats.example.org:4222.')
  if (given.length === 2)
    throw new UsageProblem('Give one --server, or three that keep copies for each other: two cannot go on without each other.')
  for (const server of given) {
    if (!serverAddressSchema.safeParse(server).success) {
      throw new UsageProblem('--server is tls://HOST:PORT, or nats://HOST:PORT without TLS, and nothing more.')
    }
  }
  if (new Set(given.map((server) => server.slice(0, server.indexOf(':')))).size > 1) {
    throw new UsageProblem('Give all of --server with tls:// or all with nats://.')
  }
  return [...given]
}

/** Paths of the certificate as the servers see them; null for addresses without TLS. */
function tlsOf([first = '']: readonly string[], values: TlsOptions): TlsFiles | null {
  const { 'tls-cert': certFile, 'tls-key': keyFile, 'tls-ca': caFile, ca } = values
  if (first.startsWith('tls://')) {
    return { certFile: required(certFile, 'tls-cert'), keyFile: required(keyFile, 'tls-key'), caFile: caFile ?? null }
  }
  if (certFile ?? keyFile ?? caFile ?? ca) {
    throw new UsageProblem('--tls-cert, --tls-key, --tls-ca and --ca go with tls:// addresses.')
  }
  return null
}
type TlsOptions = Partial<Record<'tls-cert' | 'tls-key' | 'tls-ca' | 'ca', string>>

async function readFounding(path: string): Promise<Founding> {
  return verifyFounding((await readJsonFile(path)).document, verifySignature)
}

async function readAdmin(dir: string): Promise<NatsAdmin> {
  return readNatsAdmin(new TextDecoder().decode(await readFileBytes(adminPath(dir))))
}

async function keep(dir: string, admin: NatsAdmin): Promise<void> {
  await writeFileAtomically(adminPath(dir), `${JSON.stringify(admin, null, 1)}\n`, { what: adminPath(dir) })
}

function adminPath(dir: string): string {
  return join(dir, 'admin.json')
}
