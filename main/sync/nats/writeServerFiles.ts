/** What goes onto each server: its configuration and the accounts that its resolver begins with. SPEC.md, [SY85]. */
import { join } from 'node:path'
import { makeFolder, writeFileAtomically } from '../../storage/writeFileAtomically'
import { operatorOf } from './natsAccounts'
import { accountsNow, type NatsAdmin } from './natsAdmin'
import { serverConfiguration, type TlsFiles } from './serverConfiguration'

export interface ServerSettings {
  /** Address that the servers listen at, such as `0.0.0.0`. */
  listenHost: string
  /** Where the folder of a server will lie on that server; null: where it is written now. */
  folderThere: string | null
  tls: TlsFiles | null
  mostStoreBytes: number | null
  flushesAlways: boolean
}

/** Of a server to the others, above its port for laptops. */
const ROUTE_PORTS_ABOVE = 2_000
const DEFAULT_PORT = 4_222

/** The folders of the servers, in the order of their addresses. */
function serverFolders(dir: string, { servers }: NatsAdmin): string[] {
  return servers.map((_, at) => join(dir, servers.length === 1 ? 'server' : `server-${at + 1}`))
}

/** @returns the paths of the configurations, one for each server @throws Problem `disk.*`, `nats.configuration` */
export async function writeServerFiles(dir: string, admin: NatsAdmin, settings: ServerSettings): Promise<string[]> {
  const { jwt: operatorJwt, systemAccount } = await operatorOf(admin.seeds)
  const written: string[] = []
  const folders = serverFolders(dir, admin)
  for (const [at, folder] of folders.entries()) {
    const there = settings.folderThere ?? folder
    const { host, port } = addressOf(admin.servers[at] ?? '')
    const text = serverConfiguration({
      name: `${host}-${port}`,
      listen: `${settings.listenHost}:${port}`,
      // Forward slashes serve everywhere, also where this is another system than the server's.
      storeDir: `${there}/store`,
      jwtDir: `${there}/jwt`,
      operatorJwt,
      systemAccount,
      ...settings,
      cluster: admin.servers.length === 1 ? null : clusterOf(admin, at, settings),
    })
    await makeFolder(folder, folder)
    const path = join(folder, 'nats-server.conf')
    await writeFileAtomically(path, text, { what: path })
    written.push(path)
  }
  await writeAccounts(dir, admin)
  return written
}

/** The accounts as they are now, for servers that are started later. @throws Problem `disk.*` */
export async function writeAccounts(dir: string, admin: NatsAdmin): Promise<void> {
  const accounts = Object.values(await accountsNow(admin))
  for (const folder of serverFolders(dir, admin)) {
    const jwtDir = join(folder, 'jwt')
    await makeFolder(jwtDir, jwtDir)
    for (const { publicKey, jwt } of accounts) {
      const path = join(jwtDir, `${publicKey}.jwt`)
      await writeFileAtomically(path, jwt, { what: path })
    }
  }
}

function clusterOf({ servers, clusterPassword }: NatsAdmin, at: number, { listenHost }: ServerSettings) {
  const routeOf = (address: string) => {
    const { host, port } = addressOf(address)
    return { host, port: port + ROUTE_PORTS_ABOVE }
  }
  const own = routeOf(servers[at] ?? '')
  const others = servers.filter((_, other) => other !== at).map(routeOf)
  return {
    name: 'commonmast',
    listen: `${listenHost}:${own.port}`,
    routes: others.map(({ host, port }) => `${host}:${port}`),
    password: clusterPassword,
  }
}

/** An IPv6 address keeps its brackets. */
function addressOf(server: string): { host: string; port: number } {
  const { hostname, port } = new URL(server)
  return { host: hostname, port: port === '' ? DEFAULT_PORT : Number(port) }
}
