/** Tells the moderators what is wrong with something. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { meQuery } from '@/api/queries'
import type { OwnReport } from '@/api/reports'
import { Dialog } from '@/ui/dialog'
import type { Reportable } from '@/ui/report-question'

import { ModeratorsWay } from './moderators-way'
import { ReportForm } from './report-form'
import { Thanks } from './thanks'

interface ReportDialogProps {
  things: Reportable[]
  onClose: () => void
}

export default function ReportDialog({ things, onClose }: ReportDialogProps) {
  const user = useQuery(meQuery).data?.user
  const [sent, setSent] = useState<OwnReport>()
  const [chosen, setChosen] = useState(0)
  const thing = things[chosen] ?? things[0]
  if (!thing) return null
  if (sent) return <Thanks report={sent} isMember={!!user} onClose={onClose} />
  return (
    <Dialog
      title={
        <>
          Report “<bdi>{thing.title}</bdi>”
        </>
      }
      onClose={onClose}
    >
      {user?.is_moderator && <ModeratorsWay thing={thing} onOpened={onClose} />}
      <ReportForm
        things={things}
        chosen={chosen}
        onChoose={setChosen}
        isMember={!!user}
        onSent={setSent}
        onCancel={onClose}
      />
    </Dialog>
  )
}
