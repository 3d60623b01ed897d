import { expect, it } from 'vitest'
import { stepsOf } from './fieldSteps'

const all = ['work-order', 'plug-in', 'identify', 'position', 'sign', 'label', 'outcome']

it('shows no step that the device cannot do', () => {
  expect(stepsOf(null, [])).toEqual(all)
  expect(stepsOf({ abilities: ['connect', 'set-hostname'], loginNeeded: false }, [])).toEqual([
    ...all.slice(0, 3),
    'connect',
    'name',
    ...all.slice(3),
  ])
})

it('asks for a login only while the console does, and keeps it in the trail once it is done', () => {
  expect(stepsOf({ abilities: ['log-in'], loginNeeded: true }, [])).toContain('log-in')
  expect(stepsOf({ abilities: ['prove'], loginNeeded: false }, [])).not.toContain('log-in')
  expect(stepsOf({ abilities: ['prove'], loginNeeded: false }, ['log-in'])).toContain('log-in')
})
