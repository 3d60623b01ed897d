import { Button, Drawer, Group, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { TermsSignature } from '#core/agreements/agreementRecords'
import { canonicalJson } from '#core/model/canonicalJson'
import type { Problem } from '#core/model/problem'
import type { Agreement, GroupedHotspot, Hotspot, Member, Period } from '#core/model/records'
import { HotspotReferences } from '#core/networks/deviceKey/hotspotReference'
import { useExampleFacts } from '../../../data/agreements/exampleFacts'
import { removeAgreement, saveAgreement } from '../../../data/agreements/saveAgreements'
import { newId } from '../../../data/records/newId'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { RecordHistoryButton } from '../../../ui/RecordHistoryButton'
import { AgreementForm } from './AgreementForm'
import { AgreementSide } from './AgreementSide'
import classes from './Agreements.module.css'
import { type AgreementDraft, draftOf, newDraft } from './agreementDraft'
import { fieldsOf } from './draftFields'
import { readDraft } from './readDraft'
import { namesOf } from './readingNames'
import { receiverChoices } from './receiverChoices'
import { SaveTemplateDialog } from './SaveTemplateDialog'
import { useWorkedExample } from './useWorkedExample'

export interface AgreementsContext {
  /** Whose token amounts are in. */
  period: Period
  members: Member[]
  agreements: Agreement[]
  hotspots: Hotspot[]
  groupedHotspots: GroupedHotspot[]
  signatures: TermsSignature[]
  signatureFault: (signature: TermsSignature) => string | null
}

interface AgreementDrawerProps extends AgreementsContext {
  /** Null for a new agreement. */
  agreement: Agreement | null
  /** What a new one begins with, such as a filled template. */
  begun?: AgreementDraft | undefined
  onClose: () => void
}

/** An agreement on the left as it is written, on the right what it gives and says; it can be saved once nothing is wrong. */
export function AgreementDrawer({ agreement, begun, onClose, ...context }: AgreementDrawerProps) {
  const { period, members, agreements, hotspots, groupedHotspots } = context
  const { token } = period
  const [id] = useState(() => agreement?.id ?? newId())
  const references = useMemo(() => new HotspotReferences(hotspots.map((hotspot) => hotspot.id)), [hotspots])
  const [opened] = useState<AgreementDraft>(() => {
    if (agreement) return draftOf(agreement, token, references)
    return begun ?? newDraft(!agreements.some(({ scope }) => scope.kind === 'default'))
  })
  const [draft, setDraft] = useState(opened)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isTemplate, setIsTemplate] = useState(false)
  const [isLeaving, setIsLeaving] = useState(false)

  const others = useMemo(() => agreements.filter((other) => other.id !== id), [agreements, id])
  const choices = useMemo(
    () =>
      receiverChoices(
        members,
        others.filter(({ scope }) => scope.kind === 'fed'),
      ),
    [members, others],
  )
  const memberIds = useMemo(() => new Set(members.map((member) => member.id)), [members])
  const read = useMemo(() => readDraft(draft, { id, token, memberIds, references }), [draft, id, token, memberIds, references])
  const names = useMemo(() => namesOf(members, agreements), [members, agreements])
  const facts = useExampleFacts(period, hotspots, groupedHotspots)
  const worked = useWorkedExample(read.tried, others, facts)
  const isChanged = useMemo(() => canonicalJson(draft) !== canonicalJson(opened), [draft, opened])

  // What is typed is not lost by a key or a click beside it.
  const leave = () => (isChanged ? setIsLeaving(true) : onClose())

  async function attempt(work: () => Promise<void>) {
    setIsBusy(true)
    try {
      await work()
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setIsBusy(false)
    }
  }

  async function save() {
    if (read.terms) await saveAgreement(agreement, fieldsOf(read.terms), id)
  }

  return (
    <Drawer
      opened
      onClose={leave}
      position="right"
      size="min(1240px, 100%)"
      title={agreement ? `Agreement ${agreement.name}` : 'New agreement'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ content: classes.content, body: classes.body }}
    >
      <div className={classes.columns}>
        <AgreementForm
          draft={draft}
          faults={read.faults}
          choices={choices}
          context={context}
          onChange={(changed) => {
            setProblem(null)
            setDraft(changed)
          }}
        />
        <AgreementSide {...{ agreement, read, worked, facts, names, isChanged }} context={context} />
      </div>
      <div className={classes.foot}>
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        {isLeaving ? (
          <Group justify="flex-end">
            <Text fz="sm">Leave without saving what you changed?</Text>
            <Button variant="default" onClick={() => setIsLeaving(false)}>
              Go on writing
            </Button>
            <Button color="red" onClick={onClose}>
              Discard
            </Button>
          </Group>
        ) : (
          <Group justify="space-between">
            <Group gap="xs">
              {agreement && (
                <MayWrite tables={['agreements']}>
                  <Button variant="subtle" color="red" onClick={() => attempt(() => removeAgreement(agreement))}>
                    Remove agreement
                  </Button>
                </MayWrite>
              )}
              <Button variant="subtle" disabled={!read.tried} onClick={() => setIsTemplate(true)}>
                Save as template
              </Button>
              {agreement && <RecordHistoryButton table="agreements" recordKey={agreement.id} name={agreement.name} />}
            </Group>
            <Group>
              <Button variant="default" onClick={leave}>
                Cancel
              </Button>
              <MayWrite tables={['agreements']}>
                <Button loading={isBusy} disabled={!read.terms} onClick={() => attempt(save)}>
                  Save agreement
                </Button>
              </MayWrite>
            </Group>
          </Group>
        )}
      </div>
      {isTemplate && read.tried && (
        <SaveTemplateDialog terms={read.tried} names={names.members} onClose={() => setIsTemplate(false)} />
      )}
    </Drawer>
  )
}
