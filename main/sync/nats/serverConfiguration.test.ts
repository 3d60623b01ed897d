import { expect, it } from 'vitest'
import { type ServerPlan, serverConfiguration } from './serverConfiguration'

const PLAN: ServerPlan = {
  name: 'nats-1',
  listen: '0.0.0.0:4222',
  storeDir: '/var/lib/commonmast/store',
  jwtDir: '/var/lib/commonmast/jwt',
  tls: { certFile: '/etc/commonmast/cert.pem', keyFile: '/etc/commonmast/key.pem', caFile: null },
  mostStoreBytes: 20_000_000_000,
  operatorJwt: 'eyJ.eyJ.sig',
  systemAccount: 'AASYSTEM',
  flushesAlways: true,
  cluster: null,
}

it('[SY85] names everything that a server needs, and nothing else', () => {
  expect(serverConfiguration(PLAN)).toBe(`server_name: "nats-1"
listen: "0.0.0.0:4222"

tls {
  cert_file: "/etc/commonmast/cert.pem"
  key_file: "/etc/commonmast/key.pem"
}

jetstream {
  store_dir: "/var/lib/commonmast/store"
  max_file_store: 20000000000
  # What was acknowledged is on the disk.
  sync_interval: always
}

operator: "eyJ.eyJ.sig"
system_account: "AASYSTEM"
resolver {
  type: full
  dir: "/var/lib/commonmast/jwt"
  allow_delete: false
}
`)
})

it('[SY85] leaves out what nats-server 2.9 does not know', () => {
  const text = serverConfiguration({ ...PLAN, flushesAlways: false, mostStoreBytes: null, tls: null })
  expect(text).not.toMatch(/^\s*(sync_interval|max_file_store|tls)/m)
})

it('[SY85] connects the servers of a cluster with a password and their certificates', () => {
  const routes = ['b.example:6222', 'c.example:6222']
  const cluster = { name: 'commonmast', listen: '0.0.0.0:6222', routes, password: 'ab12' }
  const tls = { certFile: '/c', keyFile: '/k', caFile: '/ca' }
  expect(serverConfiguration({ ...PLAN, tls, cluster })).toContain(`cluster {
  name: "commonmast"
  listen: "0.0.0.0:6222"
  authorization { user: route, password: "ab12" }
  tls {
    cert_file: "/c"
    key_file: "/k"
    ca_file: "/ca"
  }
  routes: [
    "nats-route://route:ab12@b.example:6222"
    "nats-route://route:ab12@c.example:6222"
  ]
}`)
})

it('[SY85] quotes paths of any system, and refuses what would begin a line of its own', () => {
  const storeDir = String.raw`C:\Program Files\"nats"`
  expect(serverConfiguration({ ...PLAN, storeDir })).toContain(String.raw`store_dir: "C:\\Program Files\\\"nats\""`)
  expect(() => serverConfiguration({ ...PLAN, name: 'x"\nport: 1' })).toThrow(
    expect.objectContaining({ code: 'nats.configuration' }),
  )
})
