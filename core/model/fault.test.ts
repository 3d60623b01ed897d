import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSaidIn } from './causeChain'
import { describeFault, faultReportSchema, isFault } from './fault'
import { faultPlace, faultText } from './faultText'
import { hideSecrets } from './hideSecrets'
import { Problem } from './problem'

describe('a Problem', () => {
  it('keeps what caused it, stack and all, and tells of it in words alone', () => {
    const cause = new TypeError('x is undefined')
    const problem = new Problem('a.b', 'Try again.', { cause })
    expect(problem.cause).toBe(cause)
    expect(problem.causeText).toBe('x is undefined')
    expect(problem.toData()).toEqual({ code: 'a.b', message: 'Try again.', cause: 'x is undefined' })
    expect(JSON.stringify(problem.toData())).not.toContain('fault.test')
  })

  it('made of something else says that nobody foresaw it; one that passes through does not', () => {
    const foreseen = new Problem('port.busy', 'Close the other program.')
    expect(Problem.from(foreseen, 'x', 'X.')).toBe(foreseen)
    expect([foreseen, Problem.from(new Error('bug'), 'x', 'X.')].map(isFault)).toEqual([false, true])
    expect(isFault(new Problem('disk.full', 'Free some space.'))).toBe(true)
  })

  it('that comes over a line is a fault of the other side, told there', () => {
    expect(isFault(Problem.fromData(Problem.from(new Error('bug'), 'console.unexpected', 'X.').toData()))).toBe(false)
  })
})

describe('a fault', () => {
  it('is told with its causes and their stacks, outermost first', () => {
    const inner = new RangeError('too deep')
    const outer = new Error('reading failed', { cause: inner })
    const fault = describeFault('call', 'backup.keep', Problem.from(outer, 'console.unexpected', 'Unexpected.'))
    expect(fault).toMatchObject({ source: 'call', name: 'backup.keep', code: 'console.unexpected', message: 'Unexpected.' })
    expect(fault.causes.map(({ message }) => message)).toEqual(['reading failed', 'RangeError: too deep'])
    expect(fault.causes.map(({ stack }) => stack?.includes('fault.test'))).toEqual([true, true])
    expect(faultPlace(fault)).toBe('Call backup.keep')
    expect(faultText(fault)).toMatch(/^Unexpected\. \[console\.unexpected\]\n\s+at [\s\S]*\nCaused by: reading failed\n\s+at /)
  })

  it('ends where its causes go in a circle', () => {
    const one = new Error('one')
    const two = new Error('two', { cause: one })
    one.cause = two
    expect(describeFault('main', null, one).causes.map(({ message }) => message)).toEqual(['two'])
  })

  it.each([
    ['nothing', undefined, 'undefined'],
    ['a word', 'broken', 'broken'],
    ['an object', { name: 'Odd', message: 'strange' }, 'Odd: strange'],
    ['an empty object', {}, '[object Object]'],
    ['one that cannot be read', Object.defineProperty({}, 'message', { get: () => fail() }), 'something that cannot be told'],
  ])('of %s is told', (_what, thrown, message) => {
    expect(describeFault('window', null, thrown).message).toBe(message)
  })

  it('always fits what main accepts, whatever was thrown', () => {
    const thrown = fc.oneof(
      fc.anything(),
      fc.string({ maxLength: 20_000 }).map((text) => new Error(text, { cause: text })),
    )
    fc.assert(
      fc.property(thrown, fc.string({ maxLength: 300 }), (value, name) => {
        expect(faultReportSchema.safeParse(describeFault('window', name, value)).success).toBe(true)
      }),
    )
  })

  it.each([
    'login failed, password: hunter2-geheim',
    '{"psk":"hunter2-geheim"}',
    "{ passphrase: 'hunter2-geheim' }",
    'GET http://127.0.0.1:8740/?token=hunter2-geheim&demo=1',
    'http://root:hunter2-geheim@192.0.2.1/',
    'Authorization: Bearer hunter2-geheim',
    'Unexpected token \'h\', "hunter2-geheim" is not valid JSON',
    'Unexpected token \'h\', ..."r":"hunter2-geheim", "x... is not valid JSON',
  ])('says no secret: %s', (text) => {
    const fault = describeFault('main', null, new Error('outer', { cause: new Error(text) }))
    expect(JSON.stringify(fault)).not.toContain('hunter2')
    expect(JSON.stringify(fault)).toContain('(hidden)')
  })

  it('hides a secret once, however often the text is looked through', () => {
    const word = fc.constantFrom(
      'password',
      'psk',
      'token',
      '=',
      ':',
      ' ',
      '"',
      "'",
      '(hidden)',
      'bearer abcdefgh1',
      '://a:b@c',
      'x',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const hidden = hideSecrets(words.join(''))
        expect(hideSecrets(hidden)).toBe(hidden)
      }),
    )
  })

  it('keeps what is no secret', () => {
    const text = 'ENOSPC: no space left on device, write /data/journal.jsonl'
    expect(describeFault('main', null, new Error(text)).message).toBe(text)
  })
})

it('finds a text anywhere in a chain', () => {
  const problem = new Problem('a.b', 'Try again.', { cause: new Error('outer', { cause: new Error('the secret word') }) })
  expect(isSaidIn(problem, 'secret word')).toBe(true)
  expect(isSaidIn(problem, 'another')).toBe(false)
})

function fail(): never {
  throw new Error('not to be read')
}
