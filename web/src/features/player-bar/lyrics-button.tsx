/** Opens and closes the lyrics of what plays. */
import { IconButton } from '@/ui/button'
import { LyricsIcon } from '@/ui/icons'

export interface LyricsButtonProps {
  isOpen: boolean
  onToggle: () => void
}

export const LyricsButton = ({ isOpen, onToggle }: LyricsButtonProps) => (
  <IconButton
    label="Lyrics"
    aria-expanded={isOpen}
    aria-controls={isOpen ? 'lyrics' : undefined}
    className={isOpen ? 'bg-spot-soft text-ink!' : ''}
    onClick={onToggle}
  >
    <LyricsIcon />
  </IconButton>
)
