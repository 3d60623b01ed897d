import { Stack, Text } from '@mantine/core'
import { namesAnAmount } from '#core/agreements/namesAnAmount'
import { termsReading } from '#core/agreements/termsSentences'
import type { Agreement } from '#core/model/records'
import type { ExampleFacts } from '../../../data/agreements/exampleFacts'
import { usePeriods } from '../../../data/queries'
import type { AgreementsContext } from './AgreementDrawer'
import classes from './Agreements.module.css'
import { ExamplePanel } from './ExamplePanel'
import type { ExampleNames } from './exampleView'
import type { ReadDraft } from './readDraft'
import { SignaturesPanel } from './SignaturesPanel'
import { TermsReading } from './TermsReading'
import type { ShownExample } from './useWorkedExample'

interface AgreementSideProps {
  agreement: Agreement | null
  read: ReadDraft
  worked: ShownExample
  facts: ExampleFacts | undefined
  names: ExampleNames
  isChanged: boolean
  context: AgreementsContext
}

/** What the agreement gives, says, and who signed it. */
export function AgreementSide({ agreement, read, worked, facts, names, isChanged, context }: AgreementSideProps) {
  const { token } = context.period
  const periods = usePeriods() ?? []
  const other = periods.find((period) => period.token.symbol !== token.symbol || period.token.decimals !== token.decimals)
  const sentences = read.terms ? termsReading(read.terms, names.members, { token, agreements: names.agreements }) : []
  return (
    <Stack gap="lg" className={classes.side} tabIndex={0} role="group" aria-label="What the agreement gives and says">
      <ExamplePanel {...worked} facts={facts} names={names} />
      {other && read.tried && namesAnAmount(read.tried.stages) && (
        <Text fz="sm" c="var(--mantine-color-yellow-light-color)">
          Amounts are in {token.symbol}. In periods of {other.token.symbol} the same number of base units would be meant: name the
          hotspots of one network, or write the amounts in money.
        </Text>
      )}
      <TermsReading sentences={sentences} />
      {agreement && (
        <SignaturesPanel
          agreement={agreement}
          signatures={context.signatures}
          fault={context.signatureFault}
          members={context.members}
          agreements={context.agreements}
          token={token}
          isChanged={isChanged}
        />
      )}
    </Stack>
  )
}
