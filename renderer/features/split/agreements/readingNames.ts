/** Names of members and agreements by id, as sentences and pictures use them. */
import type { Agreement, Member } from '#core/model/records'
import type { ExampleNames } from './exampleView'

export function namesOf(
  members: readonly Pick<Member, 'id' | 'name'>[],
  agreements: readonly Pick<Agreement, 'id' | 'name'>[],
): ExampleNames {
  return {
    members: new Map(members.map(({ id, name }) => [id, name])),
    agreements: new Map(agreements.map(({ id, name }) => [id, name])),
  }
}
