/** Leads elsewhere once; the router's own Navigate goes again with every render, without end where it causes one. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

interface RedirectProps {
  to: '/sign-in' | '/settings/profile'
  /** Where to go on to from there. */
  next?: string
}

export function Redirect({ to, next }: RedirectProps) {
  const navigate = useNavigate()
  const first = useRef({ to, search: { next }, replace: true })
  useEffect(() => void navigate(first.current), [navigate])
  return null
}
