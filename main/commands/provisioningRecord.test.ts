/** Signed provisioning records on the command line: what they are, and what does not hold. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { provisioningBytes } from '#core/provisioning/provisioningBytes'
import { runCommand } from './testing/runCommand'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-record-'))
})
afterEach(() => rm(folder, { recursive: true }))

const secretKey = new Uint8Array(32).fill(7)
const common = {
  id: 'p1',
  workOrderId: null,
  simulated: false,
  identified: true,
  connected: true,
  proved: false,
  port: { path: 'COM3', vendorId: null, productId: null, serialNumber: null },
  driver: 'improv',
  position: null,
  device: { name: 'Roof 1', firmware: 'fw', version: '1', chip: 'ESP32' },
  elapsedMs: 60_000,
  startedAt: '2026-11-02T10:00:00Z',
  signedAt: '2026-11-02T10:01:00Z',
}
const version1 = { ...common, network: { ssid: 'Mast-North', urls: [] } }
const version2 = {
  ...common,
  technician: null,
  identifiers: [{ kind: 'mac', value: 'DC:A6:32:01:02:03' }],
  hostname: null,
  positionFixed: false,
  network: { ssid: 'Mast-North', urls: [], state: null },
  proof: null,
  registration: null,
  placement: [],
  recovered: true,
  evidence: null,
  steps: [{ kind: 'identify', startedMs: 0, endedMs: 900, outcome: 'done' }],
}

function signed(format: string, facts: object) {
  return {
    format,
    facts,
    publicKey: bytesToHex(ed25519.getPublicKey(secretKey)),
    signature: bytesToHex(ed25519.sign(provisioningBytes(facts), secretKey)),
  }
}

async function run(command: string, document: object) {
  const path = join(folder, 'record.json')
  await writeFile(path, JSON.stringify(document))
  const { exitCode, stdout, stderr } = await runCommand([command, path])
  return { exitCode, stderr, json: stdout === '' ? null : JSON.parse(stdout) }
}

describe.each([
  ['commonmast-provisioning-v1', version1],
  ['commonmast-provisioning-v2', version2],
])('%s on the command line', (format, facts) => {
  it('says what it is, and that it holds', async () => {
    expect(await run('inspect', signed(format, facts))).toEqual({
      exitCode: 0,
      stderr: '',
      json: {
        format,
        rows: 1,
        recognised: true,
        withoutLocation: 0,
        problems: [],
        about: 'Roof 1, signed 2026-11-02T10:01:00Z.',
      },
    })
    expect(await run('verify', signed(format, facts))).toEqual({
      exitCode: 0,
      stderr: '',
      json: { format, holds: true, findings: [] },
    })
  })

  it('says that it was changed after signing, with exit code 1', async () => {
    const changed = { ...signed(format, facts), facts: { ...facts, connected: false, network: null } }
    const inspected = await run('inspect', changed)
    expect(inspected.exitCode).toBe(1)
    expect(inspected.json.problems).toEqual([{ line: null, field: 'signature', message: expect.stringContaining('was changed') }])
    expect(inspected.stderr).toContain('was changed')
    const verified = await run('verify', changed)
    expect(verified.exitCode).toBe(1)
    expect(verified.json).toMatchObject({ holds: false, findings: [{ where: 'signature' }] })
  })

  it('names the field that does not have its form', async () => {
    const broken = signed(format, { ...facts, device: { ...facts.device, name: 7 } })
    expect(await run('inspect', broken)).toMatchObject({ exitCode: 1, json: { problems: [{ field: 'facts.device.name' }] } })
    expect(await run('verify', broken)).toMatchObject({ exitCode: 1, json: { findings: [{ where: 'facts.device.name' }] } })
  })

  it('says that a device was simulated', async () => {
    const { json } = await run('inspect', signed(format, { ...facts, simulated: true }))
    expect(json.about).toBe('Training: Roof 1, signed 2026-11-02T10:01:00Z.')
  })
})

describe('a record of a later version', () => {
  it('is not known, and nothing is claimed about it', async () => {
    const later = signed('commonmast-provisioning-v3', version2)
    expect(await run('inspect', later)).toMatchObject({ exitCode: 1, json: { recognised: false } })
    expect(await run('verify', later)).toMatchObject({ exitCode: 1, json: null })
  })
})
