import { Button, Center, Loader } from '@mantine/core'
import { IconArrowLeft, IconFileText } from '@tabler/icons-react'
import { Link } from 'wouter'
import { useClosedBooks } from '../../../data/statements/closedBooks'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { Screen } from '../../../ui/Screen'
import { StatementsPanel } from './StatementsPanel'

interface StatementsScreenProps {
  /** Digest of the split of the period to begin with; without it the last one. */
  periodId: string | null
  /** Without it all members. */
  memberId: string | null
}

/** Statements of closed periods, at `#/split?statements` (`&period=DIGEST`, `&member=ID`). */
export function StatementsScreen({ periodId, memberId }: StatementsScreenProps) {
  const books = useClosedBooks()
  const back = (
    <Button
      variant="default"
      leftSection={<IconArrowLeft size={16} />}
      component={Link}
      href={periodId === null ? '/split' : `/split?period=${periodId}`}
    >
      Back to the split
    </Button>
  )
  if (!books) {
    return (
      <Screen title="Statements" actions={back}>
        <Center h={240}>
          <Loader size="sm" role="status" aria-label="Reading the closed periods" />
        </Center>
      </Screen>
    )
  }
  if (books.length === 0) {
    return (
      <Screen title="Statements">
        <EmptyScreen icon={<IconFileText size={28} />} title="No period is closed yet" actions={back}>
          Split a period and close it, or sign its payout. Here you then save what each member got: as PDF and CSV, as a file that
          a second machine verifies, and as entries for tax programs and books.
        </EmptyScreen>
      </Screen>
    )
  }
  return <StatementsPanel key={`${periodId} ${memberId}`} books={books} periodId={periodId} memberId={memberId} back={back} />
}
