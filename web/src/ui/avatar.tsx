/** The picture of a person in a circle; without one, the first letter of the username. */
import type { Me } from '@/api/types'

interface AvatarProps {
  person: Pick<NonNullable<Me['user']>, 'avatar' | 'username'>
  /** Empty where the name stands beside it. */
  alt?: string
  className?: string
}

export function Avatar({ person: { avatar, username }, alt = '', className = '' }: AvatarProps) {
  const look = `shrink-0 rounded-full ${className}`
  if (avatar) return <img src={avatar.url_256} alt={alt} className={`object-cover ${look}`} />
  return (
    <span
      aria-hidden="true"
      className={`grid place-items-center bg-signal font-bold text-on-signal ${look}`}
    >
      {username.slice(0, 1).toUpperCase()}
    </span>
  )
}
