import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACCESS_ROLES } from '../../records/tableDeclaration'
import { accessState } from './AccessState'
import { namedGrant, type SaidGrant } from './saidGrant'
import { actorOf, founding, keyOf, revokes, says } from './testing/grants'

const WORDS = ['founder', 'ada', 'ben', 'cleo', 'dora', 'eve']
const ACTORS = WORDS.flatMap((word) => [actorOf(word), [...actorOf(word)].reverse().join('')])
const word = fc.constantFrom(...WORDS)

/** What a story of grants says, each of the latest ones that it may know. */
const line = fc.record({
  author: word,
  isOther: fc.boolean(),
  n: fc.integer({ min: 1, max: 6 }),
  about: word,
  roles: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>(['admin']) },
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray<string>([...ACCESS_ROLES]) },
  ),
  last: fc.option(fc.integer({ min: 0, max: 5 })),
  knows: fc.array(fc.nat(20), { maxLength: 4 }),
})
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never

function storyOf(lines: readonly Line[]): SaidGrant[] {
  const said: SaidGrant[] = []
  for (const [at, { author, isOther, n, about, roles, last, knows }] of lines.entries()) {
    const after = last === null ? {} : { [actorOf(about)]: last }
    const known = knows.flatMap((each) => (said[each]?.grant.key === keyOf(about) ? [said[each].grant.id] : []))
    const one = says(author, n, about, roles as never, { after, replaces: known })
    const actor = (isOther ? ACTORS[WORDS.indexOf(author) * 2 + 1] : undefined) ?? one.by.actor
    said.push({ ...one, by: { ...one.by, actor }, operation: n * 100 + at })
  }
  return said
}

/** Roles of everybody's batches, as text. */
function rolesText(said: readonly SaidGrant[]): string {
  const access = accessState(founding, said)
  const positions = WORDS.flatMap((each) =>
    ACTORS.flatMap((actor) => [1, 2, 3, 4, 5, 6, 7].map((n) => ({ key: keyOf(each), actor, n }))),
  )
  return JSON.stringify([positions.map(access.rolesOf), access.admins(), WORDS.map((each) => access.grantsAbout(keyOf(each)))])
}

const lines = fc.array(line, { maxLength: 16, size: 'max' })
/** `npm test` runs 200, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 200)
const options = { timeout: 60_000 + numRuns * 50 }

test('[SY41] whoever holds the same grants gives the same access, in whatever order and how often they arrived', options, () => {
  let some = 0
  const property = fc.property(lines, fc.array(fc.nat(), { minLength: 32, maxLength: 32 }), (given, at) => {
    const said = storyOf(given)
    const mixed = [...said, ...said.slice(0, 3)].map((one, index) => ({ one, at: at[index] ?? 0 }))
    const shuffled = mixed.sort((one, other) => one.at - other.at).map(({ one }) => structuredClone(one))
    expect(rolesText(shuffled)).toBe(rolesText(said))
    some += Number(accessState(founding, said).admins().length > 1)
  })
  fc.assert(property, { numRuns })
  expect(some).toBeGreaterThan(numRuns / 10)
})

test('[SY41] nothing that one says whom nobody made an admin changes anything', options, () => {
  const property = fc.property(lines, lines, (given, forged) => {
    const isAboutEve = ({ about, roles }: Line) => about === 'eve' && roles.includes('admin')
    const honest = storyOf(given.filter((each) => each.author !== 'eve' && !isAboutEve(each)))
    const all = storyOf([...given.filter((each) => each.author !== 'eve' && !isAboutEve(each)), ...forged.map(byEve)])
    expect(rolesText(all)).toBe(rolesText(honest))
  })
  fc.assert(property, { numRuns })
})

test(
  '[SY45] nothing that a key says after its revocation by the founder changes anything, under whatever name and time',
  options,
  () => {
    let effects = 0
    const property = fc.property(lines, lines, fc.integer({ min: 0, max: 6 }), (given, later, last) => {
      const before = storyOf(given.filter(({ about }) => about !== 'founder'))
      const about = before.filter(({ grant }) => grant.key === keyOf('eve'))
      const revoked = [...before, revokes('founder', 9, 'eve', last, about)]
      const added = storyOf(later.map(byEve)).filter(({ by }) => by.n > (by.actor === actorOf('eve') ? last : 0))
      expect(rolesText([...revoked, ...added])).toBe(rolesText(revoked))
      effects += Number(rolesText([...before, ...added]) !== rolesText(before))
    })
    fc.assert(property, { numRuns })
    // They would have changed something without it.
    expect(effects).toBeGreaterThan(numRuns / 20)
  },
)

test('[SY40] a grant with anything changed is another grant', () => {
  const { id, ...stated } = says('founder', 1, 'ada', ['admin']).grant
  expect(namedGrant(stated).id).toBe(id)
  expect(namedGrant({ ...stated, roles: ['member'] }).id).not.toBe(id)
})

function byEve(each: Line): Line {
  return { ...each, author: 'eve' }
}
