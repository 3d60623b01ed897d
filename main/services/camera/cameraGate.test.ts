import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filePermissionsBox } from '../../storage/secretBox'
import { createConsole } from '../composeHandlers'
import { createCameraGate } from './cameraGate'

it('[QR8] the camera is allowed from the call that opens its dialog to the one that closes it, or until the window is lost', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'commonmast-camera-'))
  const cameraGate = createCameraGate()
  const running = await createConsole({ dataDir, shell: 'electron', version: '1', secretBox: filePermissionsBox, cameraGate })
  const connect = () => running.dispatcher.connect(() => undefined)
  const allow = (connection: ReturnType<typeof connect>, input: object) =>
    connection.receive({ type: 'call', id: 1, name: 'camera.allow', input })

  const window = connect()
  expect(cameraGate.isOpen).toBe(false)
  await allow(window, { isDialogOpen: true })
  expect(cameraGate.isOpen).toBe(true)
  await allow(window, { isDialogOpen: 'no' })
  expect(cameraGate.isOpen).toBe(true)
  await allow(window, { isDialogOpen: false })
  expect(cameraGate.isOpen).toBe(false)

  await allow(window, { isDialogOpen: true })
  window.close()
  expect(cameraGate.isOpen).toBe(false)

  await running.close()
  await rm(dataDir, { recursive: true })
})
