import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { acceptMatch, endPartnership, rejectMatch, requestMatch, withdrawMatch } from '@studymate/contract/matching'
import type { RequestId, RoomId, UserId } from '@studymate/contract/values'
import { api, ApiError } from '#app/api'
import { queryClient } from '#app/providers.tsx'

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: ['matching'] })
  void queryClient.invalidateQueries({ queryKey: ['notifications'] })
}

/** Leads into the chat of a new pair. */
export function useOpenRoom(): (roomId: RoomId) => void {
  const navigate = useNavigate()
  return (roomId) => {
    void queryClient.invalidateQueries({ queryKey: ['chat'] })
    void navigate({ to: '/chat/$roomId', params: { roomId } })
  }
}

/** Sends a hello; the same words that got no answer go under the same key, so that a lost reply asks nobody twice. */
export function useAsk(onDone: (reply: { roomId: RoomId } | null) => void) {
  const last = useRef<{ words: string; key: string } | null>(null)
  return useMutation({
    mutationFn: ({ userId, message }: { userId: UserId; message: string }) => {
      const words = `${userId}\n${message}`
      if (last.current?.words !== words) last.current = { words, key: crypto.randomUUID() }
      return api.call(requestMatch, { targetUserId: userId, ...(message === '' ? {} : { message }) }, { headers: { 'Idempotency-Key': last.current.key } })
    },
    onSuccess: (reply) => {
      refresh()
      onDone(reply.status === 'accepted' ? { roomId: reply.roomId } : null)
    },
    onError: (error) => {
      // The refusal is kept under its key: with the address verified, the same words must ask anew.
      if (error instanceof ApiError && error.code === 'EMAIL_NOT_VERIFIED') last.current = null
    },
  })
}

/** Accepts a request and leads into its chat. */
export function useAccept() {
  const open = useOpenRoom()
  return useMutation({
    mutationFn: (requestId: RequestId) => api.call(acceptMatch, { requestId }),
    onSuccess: ({ roomId }) => {
      refresh()
      open(roomId)
    },
    // It may have been withdrawn meanwhile: what stands now is shown.
    onError: refresh,
  })
}

/** Declines a request; nobody is told. */
export function useReject() {
  return useMutation({ mutationFn: (requestId: RequestId) => api.call(rejectMatch, { requestId }), onSettled: refresh })
}

/** Takes a request of mine back. */
export function useWithdraw() {
  return useMutation({ mutationFn: (requestId: RequestId) => api.call(withdrawMatch, { requestId }), onSettled: refresh })
}

/** Ends a partnership; nobody is told. */
export function useEnd(onDone: () => void) {
  return useMutation({
    mutationFn: (userId: UserId) => api.call(endPartnership, { userId }),
    onSuccess: () => {
      refresh()
      void queryClient.invalidateQueries({ queryKey: ['chat'] })
      onDone()
    },
  })
}
