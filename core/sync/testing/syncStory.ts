/** What can happen to laptops and places, in any order. */
import fc from 'fast-check'
import { write } from '../../records/testing/logs'
import { forgery, rolesSaid } from './governance'
import type { Attack } from './HostileRelay'

export const LAPTOPS = 4
export const PLACES = 2
/** Each gives a key. */
export const LAPTOP_WORDS = Array.from({ length: LAPTOPS }, (_, at) => `laptop ${at}`)
const HOUR_MS = 3_600_000

const laptop = fc.nat(LAPTOPS - 1)
const place = fc.nat(PLACES - 1)
const of = <K extends string>(kind: K) => fc.constant(kind)

const happening = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: of('write'), laptop, write, often: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: of('write-newer'), laptop }) },
  { weight: 2, arbitrary: fc.record({ kind: of('write-large'), laptop, chars: fc.constantFrom(17_000, 17_001, 200_000) }) },
  { weight: 9, arbitrary: fc.record({ kind: of('sync'), laptop, place }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: of('sync-interrupted'),
      laptop,
      place,
      at: fc.nat(60),
      when: fc.constantFrom('before' as const, 'after' as const),
      code: fc.constantFrom('crash', 'sync.place-missing', 'sync.place-full', 'sync.batch-gone', 'sync.not-read-back'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: of('sync-by-relay'), laptop, place, seed: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: of('attack'),
      place,
      chosen: fc.nat(1_000),
      attack: fc.constantFrom<Attack[]>(
        'drop-chunk',
        'edit-chunk',
        'swap-chunks',
        'edit',
        'renumber',
        'cut',
        'resign',
        'squat',
        'repeat',
        'other-cooperative',
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: of('grant'), laptop, about: laptop, roles: rolesSaid, isFromNow: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: of('destroy'), laptop, person: fc.constantFrom('k1', 'k2') }) },
  { weight: 4, arbitrary: fc.record({ kind: of('forge'), place, by: fc.nat(LAPTOPS), forgery }) },
  { weight: 2, arbitrary: fc.record({ kind: of('tear'), place, chosen: fc.nat(1_000), length: fc.nat(2_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: of('cut-short'), place, keep: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: of('empty'), place }) },
  { weight: 2, arbitrary: fc.record({ kind: of('copy-place'), place }) },
  { weight: 2, arbitrary: fc.record({ kind: of('set-back-place'), place }) },
  { weight: 2, arbitrary: fc.record({ kind: of('copy-laptop'), laptop }) },
  { weight: 2, arbitrary: fc.record({ kind: of('set-back-laptop'), laptop }) },
  { weight: 3, arbitrary: fc.record({ kind: of('clone'), laptop }) },
)
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

export const story = fc.record({
  /** It begins with a clone and its original, each of which has sent a batch of the same number to a place of its own. */
  beginsForked: fc.nat(3).map((chance) => chance === 0),
  skewsMs: fc.array(fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS }), { minLength: LAPTOPS, maxLength: LAPTOPS }),
  /** Laptops of an older version, which does not know the table of facts. */
  older: fc.array(fc.boolean(), { minLength: LAPTOPS, maxLength: LAPTOPS }),
  /** What the founder, who has the first laptop, says of the others in the beginning, where access is as admins say. */
  roles: fc.array(rolesSaid, { minLength: LAPTOPS - 1, maxLength: LAPTOPS - 1 }),
  /** Whether what is said of people is sealed. Not often: keys are agreed upon slowly. */
  isSealed: fc.nat(3).map((chance) => chance === 0),
  happenings: fc.array(happening, { minLength: 3, maxLength: 40, size: 'max' }),
})
export type Story = typeof story extends fc.Arbitrary<infer T> ? T : never
