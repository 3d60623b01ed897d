import { expect, test } from 'vitest'
import { askLatest } from './askLatest'

test('of what is asked meanwhile the latest alone is answered, and what is asked later again', async () => {
  const answered: string[] = []
  const ends: (() => void)[] = []
  const ask = askLatest<string>((question) => {
    answered.push(question)
    return new Promise((resolve) => ends.push(resolve))
  })
  const endOne = async () => {
    ends.shift()?.()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  ask('a')
  ask('b')
  ask('c')
  expect(answered).toEqual(['a'])
  await endOne()
  expect(answered).toEqual(['a', 'c'])
  await endOne()
  expect(answered).toEqual(['a', 'c'])
  ask('d')
  expect(answered).toEqual(['a', 'c', 'd'])
})
