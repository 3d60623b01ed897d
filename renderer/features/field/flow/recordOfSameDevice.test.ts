import { expect, it } from 'vitest'
import type { Provisioning } from '#core/model/records'
import { recordOfSameDevice } from './recordOfSameDevice'

it('knows nobody by no identifier, and takes no unreadable record for a device', () => {
  const record: Provisioning = { id: 'r', workOrderId: null, deviceName: 'x', simulated: false, file: {}, createdAt: '' }
  expect(recordOfSameDevice([], [record])).toBeNull()
  expect(recordOfSameDevice([{ kind: 'mac', value: 'aa' }], [record])).toBeNull()
})
