import { Button, Group, Title } from '@mantine/core'
import { IconPlus, IconTemplate } from '@tabler/icons-react'
import { useState } from 'react'
import type { Agreement } from '#core/model/records'
import { MayWrite } from '../../../ui/access/MayWrite'
import type { AgreementUse } from '../checkPeriod'
import { AgreementDrawer, type AgreementsContext } from './AgreementDrawer'
import { AgreementsTable } from './AgreementsTable'
import type { AgreementDraft } from './agreementDraft'
import { TemplateDrawer } from './TemplateDrawer'

interface AgreementsSectionProps {
  context: AgreementsContext
  /** By agreement id. */
  uses: ReadonlyMap<string, AgreementUse>
}

type Open = { kind: 'agreement'; agreement: Agreement | null; begun?: AgreementDraft } | { kind: 'template' } | null

/** The agreements, who signed them, and writing another, from nothing or from a template. */
export function AgreementsSection({ context, uses }: AgreementsSectionProps) {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <section aria-labelledby="agreements-title">
      <Group justify="space-between" mb={4}>
        <Title order={2} id="agreements-title">
          Agreements
        </Title>
        <Group gap="xs">
          <MayWrite tables={['agreements']}>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconTemplate size={14} />}
              onClick={() => setOpen({ kind: 'template' })}
            >
              New from template
            </Button>
          </MayWrite>
          <MayWrite tables={['agreements']}>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => setOpen({ kind: 'agreement', agreement: null })}
            >
              Add agreement
            </Button>
          </MayWrite>
        </Group>
      </Group>
      <AgreementsTable context={context} uses={uses} onEdit={(agreement) => setOpen({ kind: 'agreement', agreement })} />
      {open?.kind === 'agreement' && (
        <AgreementDrawer agreement={open.agreement} begun={open.begun} onClose={close} {...context} />
      )}
      {open?.kind === 'template' && (
        <TemplateDrawer
          context={context}
          onClose={close}
          onBegin={(begun) => setOpen({ kind: 'agreement', agreement: null, begun })}
        />
      )}
    </section>
  )
}
