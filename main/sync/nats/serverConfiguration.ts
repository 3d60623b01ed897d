/**
 * The configuration with which nats-server serves a cooperative: text for `nats-server -c`. Everybody who connects is known by
 * credentials; there is no other way in. SPEC.md, [SY85].
 */
import { Problem } from '#core/model/problem'

export interface ServerPlan {
  /** Of this server, unique in a cluster. */
  name: string
  /** `HOST:PORT` for laptops. */
  listen: string
  /** Paths as the server sees them. */
  storeDir: string
  jwtDir: string
  tls: TlsFiles | null
  /** Most bytes of all streams on the disk, null for what the server finds there. */
  mostStoreBytes: number | null
  operatorJwt: string
  systemAccount: string
  /**
   * 2.9 and earlier know no `sync_interval`: an acknowledged message may be lost with the power. Laptops keep their batches and
   * bring them again, so it costs time and no record.
   */
  flushesAlways: boolean
  cluster: ClusterPlan | null
}

export interface TlsFiles {
  certFile: string
  keyFile: string
  caFile: string | null
}

/** Servers that keep copies for each other. */
export interface ClusterPlan {
  name: string
  /** `HOST:PORT` for the other servers. */
  listen: string
  /** `HOST:PORT` of the others. */
  routes: readonly string[]
  /** Shared by the servers of the cluster: letters and digits. */
  password: string
}

/** @throws Problem `nats.configuration` for a text that no configuration can hold */
export function serverConfiguration(plan: ServerPlan): string {
  const { name, listen, jwtDir, operatorJwt, systemAccount, cluster } = plan
  const sections = [
    [`server_name: ${quoted(name)}`, `listen: ${quoted(listen)}`],
    plan.tls ? tlsSection(plan.tls) : [],
    jetStreamSection(plan),
    [
      `operator: ${quoted(operatorJwt)}`,
      `system_account: ${quoted(systemAccount)}`,
      'resolver {',
      '  type: full',
      `  dir: ${quoted(jwtDir)}`,
      '  allow_delete: false',
      '}',
    ],
    cluster ? clusterSection(cluster, plan.tls) : [],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function tlsSection({ certFile, keyFile, caFile }: TlsFiles): string[] {
  return [
    'tls {',
    `  cert_file: ${quoted(certFile)}`,
    `  key_file: ${quoted(keyFile)}`,
    ...(caFile === null ? [] : [`  ca_file: ${quoted(caFile)}`]),
    '}',
  ]
}

function jetStreamSection({ storeDir, mostStoreBytes, flushesAlways }: ServerPlan): string[] {
  return [
    'jetstream {',
    `  store_dir: ${quoted(storeDir)}`,
    ...(mostStoreBytes === null ? [] : [`  max_file_store: ${mostStoreBytes}`]),
    ...(flushesAlways
      ? ['  # What was acknowledged is on the disk.', '  sync_interval: always']
      : ['  # nats-server 2.9: flushed every two minutes. From 2.10 on, write this configuration anew.']),
    '}',
  ]
}

function clusterSection({ name, listen, routes, password }: ClusterPlan, tls: TlsFiles | null): string[] {
  return [
    'cluster {',
    `  name: ${quoted(name)}`,
    `  listen: ${quoted(listen)}`,
    `  authorization { user: route, password: ${quoted(password)} }`,
    ...(tls ? tlsSection(tls).map((line) => `  ${line}`) : []),
    '  routes: [',
    ...routes.map((route) => `    ${quoted(`nats-route://route:${password}@${route}`)}`),
    '  ]',
    '}',
  ]
}

function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    throw new Problem(
      'nats.configuration',
      'A name or path for the server has a line break or control character: choose another.',
    )
  }
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
