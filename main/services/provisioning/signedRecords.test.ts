import { expect, it } from 'vitest'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { createMemoryJournal } from '../testing/memoryJournal'
import { createProvisioningRig } from '../testing/provisioningRig'

const hotspot = 'simulated:hotspot'

/** A device identified and signed for; its session stays open. */
async function signedOnce(journal = createMemoryJournal()) {
  const rig = createProvisioningRig({ journal })
  const { sessionId } = await rig.open(hotspot)
  await rig.identify(sessionId)
  return { rig, journal, sessionId, file: await rig.sign(sessionId) }
}

it('lists what was signed and whether it was saved, also for the next program, and gives it back whole', async () => {
  const { rig, journal, sessionId, file } = await signedOnce()
  const listed = { id: file.facts.id, sessionId, simulated: true }
  expect(await rig.signedList()).toMatchObject([{ ...listed, saved: false }])
  const next = createProvisioningRig({ journal })
  expect(await next.signedList()).toMatchObject([{ ...listed, saved: false }])
  expect(await next.signedFile(file.facts.id)).toEqual(file)
  await rig.close(sessionId, true)
  expect(await next.signedList()).toMatchObject([{ ...listed, saved: true }])
  expect(verifyProvisioning(await next.signedFile(file.facts.id))).toEqual([])
})

it('tells saved from dismissed where the program ended before it was said', async () => {
  const saved = await signedOnce()
  const next = createProvisioningRig({ journal: saved.journal })
  await next.close(saved.sessionId, true)
  expect(await next.signedList()).toMatchObject([{ saved: true }])

  const dismissed = await signedOnce()
  const other = createProvisioningRig({ journal: dismissed.journal })
  await other.dismiss(dismissed.sessionId)
  expect(await other.signedList()).toMatchObject([{ saved: false }])
})

it('lists both records of a device that was signed for twice, and calls saved only what was', async () => {
  const { rig, sessionId, file } = await signedOnce()
  await rig.run(sessionId, { kind: 'verify' })
  const second = await rig.sign(sessionId)
  await rig.close(sessionId, true)
  expect(await rig.signedList()).toMatchObject([
    { id: file.facts.id, saved: false },
    { id: second.facts.id, saved: true },
  ])
  expect(await rig.signedFile(file.facts.id)).toEqual(file)
})

it('lists records that are older than any session that is gone on with', async () => {
  const { rig, file } = await signedOnce()
  await rig.clock.advance(400 * 24 * 60 * 60 * 1_000)
  expect(await rig.signedList()).toMatchObject([{ id: file.facts.id }])
})

it('does not give out a record that was changed in the journal, nor one that is not in it', async () => {
  const { rig, journal, file } = await signedOnce()
  const entry = journal.entries.find(({ kind }) => kind === 'provisioning.sign.done')
  if (!entry) throw new Error('Nothing was signed')
  entry.data = JSON.parse(JSON.stringify(entry.data).replace('"simulated":true', '"simulated":false'))
  await expect(rig.signedFile(file.facts.id)).rejects.toMatchObject({ code: 'provisioning.record-damaged' })
  await expect(rig.signedFile('another')).rejects.toMatchObject({ code: 'provisioning.not-in-journal' })
})
