/** The rule that ships must know every USB vendor that the console knows. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { findUsbDevice } from './usbDevices'

it('the udev rule for serial ports lists exactly the vendors whose devices are recognised', async () => {
  const text = await readFile(resolve(process.cwd(), 'resources/udev/20-commonmast-serial.rules'), 'utf8')
  const lists = [...text.matchAll(/idVendor\}=="([^"]+)"/g)].map(([, list = '']) => list.split('|'))
  expect(lists).toHaveLength(2)
  const all = Array.from({ length: 0x10000 }, (_, id) => id.toString(16).padStart(4, '0'))
  // One product of the CP210x vendor is known, and only that.
  const known = all.filter((vendorId) => findUsbDevice(vendorId, 'ea60') !== null).toSorted()
  for (const list of lists) expect(list.toSorted()).toEqual(known)
})
