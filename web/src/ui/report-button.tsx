/** The way to tell the moderators of a release, a track, a cover or an artist. */
import { Button } from './button'
import { askToReport, type Reportable } from './report-question'

interface ReportButtonProps {
  /** The first is what is meant unless another is chosen. */
  things: Reportable[]
}

export const ReportButton = ({ things }: ReportButtonProps) => (
  <Button look="quiet" className="px-3" onClick={() => askToReport(...things)}>
    Report…
  </Button>
)
