/** The one large Play of a page, which pauses what it started. */
import { Button } from './button'
import { PauseIcon, PlayIcon } from './icons'

interface PlayButtonProps {
  isPlaying: boolean
  onPress: () => void
  disabled?: boolean
  className?: string
}

export function PlayButton({
  isPlaying,
  onPress,
  disabled = false,
  className = '',
}: PlayButtonProps) {
  return (
    <Button onClick={onPress} disabled={disabled} className={`min-w-28 ${className}`}>
      {isPlaying ? <PauseIcon size={20} /> : <PlayIcon size={20} />}
      {isPlaying ? 'Pause' : 'Play'}
    </Button>
  )
}
