/** What else lies in a folder that is shared: litter of systems and of sync programs, files that were moved, copied or changed. */
import { readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fixturePath } from '../../../fixtures/readFixture'
import { FatFolderFiles } from '../testing/FatFolderFiles'
import { BatchMaker, exampleFounding } from '../testing/sealedBatches'
import { FolderTransport } from './FolderTransport'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const root = `commonmast-${cooperative.slice(0, 16)}`

const laptop = (stick: FatFolderFiles) => new FolderTransport(stick, { cooperative, log: () => undefined })

async function begun(): Promise<{ stick: FatFolderFiles; transport: FolderTransport; anna: BatchMaker }> {
  const stick = new FatFolderFiles()
  const transport = laptop(stick)
  await transport.begin(founding, never)
  return { stick, transport, anna: new BatchMaker('anna', cooperative) }
}

async function fixtureFiles(): Promise<string[]> {
  const folder = fixturePath('cases/money/sync-folder')
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => statSync(join(folder, name)).isFile()).map((name) => name.replaceAll('\\', '/'))
}

it.each([
  ['[SY31] sync-04-litter: exactly one batch is read, and nothing is changed', (name: string) => name, null],
  [
    '[SY31] sync-04-litter: where names say whose they were, the laptop to ask is named',
    (name: string, actor: string) => name.replace('aa-', `${actor}-`),
    new BatchMaker('anna', cooperative).actor,
  ],
])('%s', async (_title, renamed, asked) => {
  const { stick, transport, anna } = await begun()
  const batches = await anna.sealMany(3)
  const names = await fixtureFiles()
  expect(names).toHaveLength(9)
  for (const name of names) {
    const stands = readFileSync(fixturePath(`cases/money/sync-folder/${name}`), 'utf8')
    const n = /^aa-0000000([1-3])/.exec(name)?.[1]
    const text = batches[Number(n) - 1]?.text ?? stands
    // As much of the batch as the case left of what stands for it.
    const share = stands === '' ? 0 : stands.trimEnd().endsWith('}') ? 1 : 0.8
    stick.put(`${root}/${renamed(name, anna.actor)}`, n ? text.slice(0, text.length * share) : stands)
  }
  const before = stick.contents()
  const expected = {
    batches: [batches[0]?.id],
    litter: [2, 3].map((n) => ({
      name: `${root}/${renamed(`aa-0000000${n}.json`, anna.actor)}`,
      kind: 'incomplete',
      actor: asked,
    })),
  }
  expect(await transport.look(never)).toMatchObject(expected)
  expect(await transport.look(never)).toMatchObject(expected)
  expect(stick.contents()).toEqual(before)
  // Tried again: the rest arrives, under the names that were cut off or beside them.
  stick.put(`${root}/${renamed('aa-00000003.json', anna.actor)}`, batches[2]?.text ?? '')
  const third = await transport.look(never)
  expect(third.batches).toHaveLength(2)
  expect(third.litter).toHaveLength(1)
})

const CONFLICTED = [
  '{name} (1).json',
  '{name} (conflicted copy 2026-11-29 101500).json',
  "{name} (Anna's conflicted copy 2026-11-29).json",
  '{name}-DESKTOP-7F3A.json',
  '{name}.sync-conflict-20261129-101500-ABCDEFG.json',
  'Copy of {name}.json',
  'kopia/{name}.JSON',
]

it.each(CONFLICTED)('[SY30] reads what a file holds, not its name: %s', async (pattern) => {
  const { stick, transport, anna } = await begun()
  const { id, text } = await anna.seal()
  await transport.publish(id, text, never)
  const [path = ''] = Object.keys(stick.contents()).filter((name) => name.includes(id.actor))
  const folder = path.slice(0, path.lastIndexOf('/'))
  const copy = `${folder}/${pattern.replace('{name}', `${id.actor}-00000001`)}`
  stick.put(copy, text)
  expect(await laptop(stick).look(never)).toMatchObject({ batches: [id], litter: [] })
  stick.move(path, `${root}/elsewhere/moved.json`)
  expect(await laptop(stick).look(never)).toMatchObject({ batches: [id], litter: [] })
  expect(await transport.publish(id, text, never)).toMatch(/published|there-already/)
  expect(await transport.look(never)).toMatchObject({ batches: [id], litter: [] })
})

it('[SY32] shows a fork that a sync program put under another name, and publishes beside it', async () => {
  const { stick, transport } = await begun()
  const one = await new BatchMaker('anna', cooperative).seal('Ridge')
  const other = await new BatchMaker('anna', cooperative).seal('Ford')
  stick.put(`${root}/${one.id.actor}/${one.id.actor}-00000001 (1).json`, one.text)
  await transport.look(never)
  expect(await transport.publish(other.id, other.text, never)).toBe('beside-another')
  expect((await transport.look(never)).batches).toHaveLength(2)
})

it('takes a batch whose white space or line ends another program changed', async () => {
  const { stick, transport, anna } = await begun()
  const { id, text } = await anna.seal()
  const laidOut = JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n')
  stick.put(`${root}/a.json`, `\uFEFF${laidOut}\r\n`)
  expect(await transport.look(never)).toMatchObject({ batches: [id], litter: [] })
  expect(JSON.parse(await transport.read(id, never))).toEqual(JSON.parse(text))
})

it('[SY31] tells what is damaged, newer and foreign apart, and lets none of it pass for a fork', async () => {
  const { stick, transport, anna } = await begun()
  const { id, text } = await anna.seal('Ridge')
  const path = `${root}/${id.actor}/${id.actor}-00000001.json`
  const stranger = await new BatchMaker('anna', (await exampleFounding('Coast Mesh')).cooperative).seal()
  const litter: [string, string, string][] = [
    [path, text.replace('Ridge', 'Fords'), 'damaged'],
    [`${root}/b.json`, text.replace('"operations":[', '"operations":[}'), 'damaged'],
    [`${root}/c.json`, text.replace('commonmast-batch-v1', 'commonmast-batch-v2'), 'newer'],
    [`${root}/d.json`, '{"format":"somebody-else"}', 'foreign'],
    [`${root}/e.json`, 'shopping list', 'foreign'],
    [`${root}/f.json`, stranger.text, 'foreign'],
    [`${root}/g.json`, `[${'0,'.repeat(600_000)}0]`, 'foreign'],
    [`${root}/h.json`, '[]', 'foreign'],
  ]
  for (const [name, content] of litter) stick.put(name, content)
  const standing = await transport.look(never)
  expect(standing.batches).toEqual([])
  expect(standing.litter.map(({ name, kind }) => [name, kind]).sort()).toEqual(
    litter.map(([name, , kind]) => [name, kind]).sort(),
  )
  stick.put(`${root}/${id.actor}/00000/${id.actor}-00000001.json`, stranger.text)
  // The whole batch comes beside the damaged one, which then wants nothing.
  expect(await transport.publish(id, text, never)).toBe('published')
  const after = await transport.look(never)
  expect(after.batches).toEqual([id])
  expect(after.litter.map(({ name }) => name)).not.toContain(path)
  expect(stick.contents()[path]).toContain('Fords')
})

it('[SY35] a file that changed since the look is not taken for the batch that it was', async () => {
  const { stick, transport } = await begun()
  const one = await new BatchMaker('anna', cooperative).seal('Ridge')
  const other = await new BatchMaker('anna', cooperative).seal('Fords')
  stick.put(`${root}/a.json`, one.text)
  await transport.look(never)
  // The same size, within the two seconds of the same time.
  stick.put(`${root}/a.json`, other.text)
  await expect(transport.read(one.id, never)).rejects.toMatchObject({ code: 'sync.batch-gone' })
})

it('[SY36] reads every copy of the cooperative’s folder, and the folder itself where that was chosen', async () => {
  const { stick, transport, anna } = await begun()
  const first = await anna.seal()
  const second = await anna.seal()
  const [foundingPath = ''] = Object.keys(stick.contents())
  stick.put(`${root} (1)/a.json`, first.text)
  stick.put(`${root}/b.json`, second.text)
  expect((await transport.look(never)).batches).toHaveLength(2)
  const inside = new FatFolderFiles()
  inside.put('cooperative.json', stick.contents()[foundingPath] ?? '')
  inside.put('a.json', first.text)
  expect(await laptop(inside).look(never)).toMatchObject({ founding, batches: [first.id], litter: [] })
  expect(await laptop(inside).publish(second.id, second.text, never)).toBe('published')
  expect(Object.keys(inside.contents()).filter((name) => name.startsWith('commonmast'))).toEqual([])
})

it('[SY36] asks which cooperative a laptop wants to join where there are several', async () => {
  const { stick } = await begun()
  const other = await exampleFounding('Coast Mesh')
  stick.put(`commonmast-${other.cooperative.slice(0, 16)}/cooperative.json`, JSON.stringify(other.founding))
  const joining = new FolderTransport(stick, { cooperative: null, log: () => undefined })
  await expect(joining.look(never)).rejects.toMatchObject({
    code: 'sync.several-cooperatives',
    message: expect.stringMatching(/Coast Mesh.*Valley Mesh|Valley Mesh.*Coast Mesh/),
  })
  expect((await laptop(stick).look(never)).founding).toEqual(founding)
})

it('[SY32] begins again beside a founding document that was torn, and reads the batches meanwhile', async () => {
  const { stick, transport, anna } = await begun()
  const { id, text } = await anna.seal()
  await transport.publish(id, text, never)
  stick.put(`${root}/cooperative.json`, '{"format":"commonmast-coop')
  expect(await transport.look(never)).toMatchObject({ founding: null, batches: [id] })
  await transport.begin(founding, never)
  expect(await transport.look(never)).toMatchObject({ founding, batches: [id] })
  expect(stick.contents()[`${root}/cooperative.json`]).toBe('{"format":"commonmast-coop')
})
