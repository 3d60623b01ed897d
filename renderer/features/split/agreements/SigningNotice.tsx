import { Alert, Text } from '@mantine/core'
import { useMemo } from 'react'
import { termsSigned } from '#core/agreements/termsSigned'
import { termsOf } from '#core/rewards/termsOf'
import { countText } from '#core/words/countText'
import type { AgreementsContext } from './AgreementDrawer'

interface SigningNoticeProps {
  context: Pick<AgreementsContext, 'members' | 'agreements' | 'signatures' | 'signatureFault'>
  /** Ids of the agreements that this period is split by. */
  used: ReadonlySet<string>
}

const NAMED = 5

/** Whose signature is missing or of an earlier version, where an agreement is signed at all. It stands in nobody's way. */
export function SigningNotice({ context, used }: SigningNoticeProps) {
  const { members, agreements, signatures, signatureFault } = context
  const texts = useMemo(() => {
    const names = new Map(members.map(({ id, name }) => [id, name]))
    return agreements.flatMap((agreement) => {
      // What an agreement without hotspots is given depends on the others.
      if (!used.has(agreement.id) && agreement.scope.kind !== 'fed') return []
      const signing = termsSigned(termsOf(agreement), signatures, signatureFault)
      if (signing.every(({ state }) => state === 'missing')) return []
      const ofState = (wanted: 'missing' | 'earlier') =>
        namesText(signing.filter(({ state }) => state === wanted).map(({ memberId }) => names.get(memberId) ?? memberId))
      const missing = ofState('missing')
      const earlier = ofState('earlier')
      return [
        ...(missing ? [`"${agreement.name}" is not signed by ${missing}.`] : []),
        ...(earlier ? [`"${agreement.name}" was changed since ${earlier} signed it.`] : []),
      ]
    })
  }, [members, agreements, signatures, signatureFault, used])
  if (texts.length === 0) return null
  return (
    <Alert color="yellow" title={`${countText(texts.length, 'agreement waits', 'agreements wait')} for signatures`}>
      {texts.map((text) => (
        <Text fz="sm" key={text}>
          {text}
        </Text>
      ))}
    </Alert>
  )
}

function namesText(names: readonly string[]): string {
  const more = names.length - NAMED
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
