import { describe, expect, it, test } from 'vitest'
import { type Stage, stageSchema } from '../model/terms'
import { BUILT_IN_TEMPLATES, templateNote } from './builtInTemplates'
import { checkTerms } from './checkTerms'
import { evaluate, exampleTerms, givenText, remainder } from './exampleTerms'
import { fillTemplate, templateOf } from './fillTemplate'

const slotsFilled = (template: (typeof BUILT_IN_TEMPLATES)[number]) =>
  fillTemplate(template, new Map(template.slots.map(({ key }) => [key, `m-${key}`])))

describe('[TM4] templates that come with the program', () => {
  it.each(BUILT_IN_TEMPLATES.map((template) => [template.name, template] as const))('%s gives terms that hold', (_, template) => {
    const stages = slotsFilled(template)
    const terms = exampleTerms(stages, { dust: template.dust })
    const memberIds = new Set(template.slots.map(({ key }) => `m-${key}`))
    expect(() => checkTerms(terms, memberIds)).not.toThrow()
    expect(stages.map((stage) => stageSchema.parse(stage))).toEqual(stages)
    expect(templateNote(template.id, stages)).toBeNull()
  })

  const amounts = (name: string, amount: bigint, more = {}) => {
    const template = BUILT_IN_TEMPLATES.find((each) => each.name.startsWith(name))
    if (!template) throw new Error(`No template is called ${name}`)
    return givenText(evaluate(amount, slotsFilled(template), { dust: template.dust, installedBy: { host: 'ho' }, ...more }))
  }
  const prices = [{ currency: 'EUR', price: '1', source: 'test', at: '2026-01-31T00:00:00.000Z' }]

  it.each([
    ['Host 30/70', 1000n, {}, 'ho 300, m-cooperative 700'],
    ['Investor', 1000n, { prices }, 'm-investor 900, m-cooperative 100'],
    ['Cooperative pool', 1000n, { weights: { 'm-pool-1': 3n, 'm-pool-2': 1n } }, 'm-pool-1 150, m-pool-2 50, ho 800'],
    ['World Mobile', 1000n, {}, 'm-operator 500, ho 400, m-cooperative 100'],
    ['Helium mini-fanout', 100_000_003n, {}, 'm-first 100000000, m-second 2, m-third 1'],
    [
      'Revenue by uptime',
      1000n,
      { weights: { 'm-member-1': 2n, 'm-member-2': 1n } },
      'm-member-1 600, m-member-2 300, m-cooperative 100',
    ],
  ])('%s of %d', (name, amount, more, given) => {
    expect(amounts(name, amount, more)).toBe(given)
  })

  test('[MF6] more than six shares are none of a mini-fanout', () => {
    const stages: Stage[] = [remainder('a 10, b 10, c 10, d 10, e 10, f 10, g 40')]
    expect(templateNote('built-in:mini-fanout', stages)).toMatch(/at most 6 shares/)
    expect(templateNote('built-in:uptime', stages)).toBeNull()
  })
})

const stages: Stage[] = [
  { id: 'rent', kind: 'fixed', to: { memberId: 'bo', role: 'host' }, amount: { baseUnits: '5' }, whenShort: 'cap' },
  { id: 'tools', kind: 'percentage', shares: [{ agreementId: 'tools', percent: '5' }] },
  { id: 'pool', kind: 'pool', percent: '20', by: 'equal', memberIds: ['ada', 'bo'] },
  { id: 'storm', kind: 'reserve', reserve: 'Storm', percent: '1' },
  {
    id: 'rest',
    kind: 'remainder',
    shares: [
      { install: 'host', percent: '50' },
      { memberId: 'ada', percent: '50' },
    ],
  },
]

it('[TM1] an agreement is a template with a slot for each member, and filled again it is the same', () => {
  const template = templateOf(stages, new Map([['ada', 'Builder']]))
  expect(template.slots).toEqual([
    { key: 'slot-1', label: 'Member 1' },
    { key: 'slot-2', label: 'Builder' },
  ])
  expect(JSON.stringify(template.stages)).not.toMatch(/"(ada|bo)"/)
  const filled = fillTemplate(
    { name: 'T', ...template },
    new Map([
      ['slot-1', 'bo'],
      ['slot-2', 'ada'],
    ]),
  )
  expect(filled).toEqual(stages)
})

it('[TM2] a slot that nobody is in is named', () => {
  const [template] = BUILT_IN_TEMPLATES
  expect(() => template && fillTemplate(template, new Map())).toThrow(/Say who is "Cooperative" in "Host 30\/70"/)
})
